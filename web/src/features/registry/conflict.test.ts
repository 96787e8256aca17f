import { describe, expect, test } from 'vitest';
import { differences, merged } from './conflict';
import { blank } from './values';

const base = { given_name_ar: 'فاطمة', phone: '+212612345678', priority_groups: [], birth_year: 1990 };

describe('two versions of a file', () => {
  test('differ where somebody wrote something else', () => {
    const found = differences(base, { ...base, phone: '+212600000000' }, { ...base, locality: 'تيغمرت' } as typeof base);
    expect(found.map(({ field, usual }) => [field.name, usual])).toEqual([['locality', 'theirs'], ['phone', 'mine']]);
  });
  test('do not differ by nothing said in two ways', () => {
    const { priority_groups: _, ...without } = base;
    expect(differences(base, without, base)).toEqual([]);
  });
  test('differ in the birth when one knows the day', () => {
    const theirs = { ...base, birth_year: null, birth_date: '1990-05-02' };
    expect(differences(base, base, theirs).map(({ field, mine, theirs: kept }) => [field.name, mine, kept])).toEqual([['birth_date', 1990, '1990-05-02']]);
  });
});

test('what is chosen stands, and everything else is as it was saved last', () => {
  const mine = { ...blank, phone: '1', birth_year: 1990, skills: 'خياطة' };
  const theirs = { ...blank, phone: '2', birth_date: '1990-05-02', occupation: 'طرز' };
  expect(merged(mine, theirs, { phone: 'mine', birth_date: 'theirs', skills: 'theirs' })).toEqual({ ...theirs, phone: '1' });
  expect(merged(mine, theirs, { birth_date: 'mine' })).toMatchObject({ birth_date: '', birth_year: 1990 });
});
