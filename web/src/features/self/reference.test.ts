import { expect, test } from 'vitest';
import { broughtReference } from './reference';

test('takes the reference that a receipt brings along, and nothing else', () => {
  expect(broughtReference('#GON-26-000123-7')).toBe('GON-26-000123-7');
  for (const other of ['', '#', '#menu', '#GON-26-000123-7"><b>', '#gon-26-000123-7']) expect(broughtReference(other)).toBe('');
});
