import { expect, test } from 'vitest';
import type { Person } from '../registry/types';
import { choiceOf, rowsOf } from './group';

const file = (id: string, fields: Partial<Person> = {}) => ({ id, version: 3, given_name_latin: 'Zahra', occupation: null, ...fields }) as Person;
const files = [file('a'), file('b', { occupation: 'couture' }), file('c', { given_name_latin: 'Zohra' })];

test('what differs stands before what agrees, and what nobody says nowhere', () => {
  const rows = rowsOf([file('a', { phone: '+212612345678' }), file('b', { phone: '+212612345678', occupation: 'couture' })]);
  expect(rows.map(({ field, agree }) => [field.name, agree])).toEqual([
    ['occupation', false],
    ['given_name_latin', true],
    ['phone', true],
  ]);
});

test('the ticked files are merged, and the others stay as they are without a reason', () => {
  expect(choiceOf(files, 'b', new Set(['a', 'b']))).toEqual({ kept: { id: 'b', version: 3 }, merged: [{ id: 'a', version: 3 }], apart: [] });
});

test('with a reason the others are told apart', () => {
  expect(choiceOf(files, 'b', new Set(['a']), 'sisters')).toEqual({
    kept: { id: 'b', version: 3 },
    merged: [{ id: 'a', version: 3 }],
    apart: [{ id: 'c', version: 3 }],
    reason: 'sisters',
  });
});
