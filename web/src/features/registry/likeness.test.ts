import { describe, expect, test } from 'vitest';
import { andAlso, likelihood, toldBy } from './likeness';

describe('why two files may be of one woman', () => {
  test('is said with the weightiest first, for or against', () => {
    const reasons = [
      { field: 'given_name', level: 'same_sounds', bits: 5.3 },
      { field: 'family_name', level: 'different', bits: -4.3 },
      { field: 'phone', level: 'equal', bits: 15 },
      { field: 'sex', level: 'equal', bits: 0.1 },
    ];
    expect(toldBy(reasons).map(({ key, speaks }) => [key, speaks])).toEqual([
      ['phone.equal', 'for'],
      ['given_name.same_sounds', 'for'],
      ['family_name.different', 'against'],
    ]);
  });
  test('speaks for her where the number of the card alone is known to agree', () => {
    expect(toldBy([{ field: 'national_id', level: 'equal', bits: 0 }])[0]).toMatchObject({ speaks: 'for' });
  });
  test('names two names that changed places once, with the weight of both', () => {
    const swapped = (field: string) => ({ field, level: 'swapped', bits: 4 });
    expect(toldBy([swapped('given_name'), swapped('family_name')])).toEqual([{ key: 'given_name.swapped', bits: 8, speaks: 'for' }]);
  });
  test('knows of communes only whether they are the same', () => {
    expect(toldBy([{ field: 'commune', level: 'near', bits: 3 }])[0]?.key).toBe('commune.different');
  });
});

test('how likely it is goes into words', () => {
  expect([0.5, 0.9, 0.989, 0.99, 1].map(likelihood)).toEqual(['maybe', 'very', 'very', 'certain', 'certain']);
});

test('answers of several rounds are sent together, and none twice', () => {
  const first = andAlso(null, ['a', 'b'], 'أختان');
  expect(first).toEqual({ matches: ['a', 'b'], reason: 'أختان' });
  expect(andAlso(first, ['c', 'a'], 'أختان')).toEqual({ matches: ['a', 'b', 'c'], reason: 'أختان' });
  expect(andAlso(first, ['c'], 'Homonymie').reason).toBe('أختان · Homonymie');
  expect(andAlso(first, ['c'], 'x'.repeat(600)).reason).toHaveLength(500);
});
