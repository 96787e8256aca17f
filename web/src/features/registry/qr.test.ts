import { expect, test } from 'vitest';
import { bytesOf, qrOf, side, times } from './qr';

const reference = 'GON-26-000123-7';

test('the check of a code is right: it has the roots that scanners look for', () => {
  const bytes = bytesOf(reference);
  expect(bytes).toHaveLength(26);
  for (let i = 0, root = 1; i < 10; ++i, root = times(root, 2)) {
    expect(bytes.reduce((sum, byte) => times(sum, root) ^ byte, 0), `root ${i}`).toBe(0);
  }
});

test('the first bytes say the mode, the length and the first letters', () => {
  // 0010 · 000001111 · 'GO' = 16 × 45 + 24 = 01011101000 …
  expect(bytesOf(reference).slice(0, 3)).toEqual([0b00100000, 0b01111010, 0b11101000]);
});

test('a code is square, with its three eyes and its clock', () => {
  const code = qrOf(reference);
  expect(code).toHaveLength(side);
  for (const [x, y] of [[3, 3], [side - 4, 3], [3, side - 4]] as const) expect(code[y]![x]).toBe(true);
  expect(code[side - 4]![side - 2]).not.toBeNull();
  expect(code[6]!.slice(8, 13)).toEqual([true, false, true, false, true]);
});

test('what is no reference is refused', () => expect(() => qrOf('مرجع')).toThrow(RangeError));
