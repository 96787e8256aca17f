import { expect, test, vi } from 'vitest';

vi.stubGlobal('navigator', { onLine: true });
vi.stubGlobal('addEventListener', () => {});
const { fileName } = await import('./download');

test('a file keeps the name that the server gives', () => {
  expect(fileName('attachment; filename="a.csv"')).toBe('a.csv');
  expect(fileName(`attachment; filename="x.csv"; filename*=UTF-8''%D9%84%D8%A7%D8%A6%D8%AD%D8%A9.csv`)).toBe('لائحة.csv');
  expect(fileName(null)).toBe('jisr');
});
