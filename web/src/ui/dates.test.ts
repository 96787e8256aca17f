import { expect, test } from 'vitest';
import { isReversed, readDay } from './dates';

test('a day is read as people of the country write it', () => {
  for (const typed of ['5/3/2026', '05.03.2026', '05-03-2026', '5 3 2026', '05032026', '٠٥/٠٣/٢٠٢٦']) {
    expect(readDay(typed), typed).toBe('2026-03-05');
  }
});

test('nothing is nothing, and what is no day is refused', () => {
  expect(readDay('  ')).toBe('');
  for (const typed of ['30/2/2023', '5/13/2026', '5/3/26', 'soon', '1/2/3/2026', '5/3']) expect(readDay(typed), typed).toBeNull();
});

test('a span that ends before it starts is none', () => {
  expect(isReversed('2026-03-05', '2026-03-04')).toBe(true);
  for (const [from, to] of [['2026-03-05', '2026-03-05'], ['', '2026-03-04'], ['2026-03-05', ''], ['', '']] as const) expect(isReversed(from, to)).toBe(false);
});
