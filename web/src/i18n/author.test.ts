import { afterEach, expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
vi.stubGlobal('document', { documentElement: {} });
const { authorName } = await import('./author');
const { setLanguage } = await import('./index.svelte');
afterEach(() => setLanguage('ar'));

test('the program is named in the language of the reader, people as they are called', async () => {
  expect(authorName('النسخة التجريبية – La démonstration')).toBe('النسخة التجريبية');
  await setLanguage('fr');
  expect(authorName('النسخة التجريبية – La démonstration')).toBe('La démonstration');
  expect(authorName('Naïma Aït – Bella')).toBe('Naïma Aït – Bella');
  expect(authorName('نعيمة')).toBe('نعيمة');
});
