import { expect, test } from 'vitest';
import { changesOf } from './history';

test('what follows from other fields is no change of its own', () => {
  const difference = { phone: [null, '+212612345678'], version: [1, 2], province_code: ['10.261', '10.273'], merged_into: [null, '1'] } as Record<string, [unknown, unknown]>;
  expect(changesOf({ difference })).toEqual([{ name: 'phone', before: null, after: '+212612345678', hidden: false }]);
});

test('a list that the reader may not see is told as changed', () => {
  expect(changesOf({ difference: { members: null } })).toMatchObject([{ name: 'members', hidden: true }]);
});

test('a birth that became exact was a year before', () => {
  const told = (difference: Record<string, [unknown, unknown] | null>) => changesOf({ difference });
  const exact = { name: 'birth_date', before: 1970, after: '1970-04-03', hidden: false };
  expect(told({ birth_date: [null, '1970-04-03'], birth_year: [1970, null] })).toEqual([exact]);
  expect(told({ birth_date: ['1970-04-03', null], birth_year: [null, 1970] })).toEqual([{ ...exact, before: '1970-04-03', after: 1970 }]);
  expect(told({ birth_year: [1970, 1971] })).toMatchObject([{ name: 'birth_date', before: 1970, after: 1971 }]);
  expect(told({ birth_date: [null, '1970-04-03'] })).toMatchObject([{ before: null, after: '1970-04-03' }]);
  expect(told({ birth_date: null, birth_year: null })).toMatchObject([{ name: 'birth_date', hidden: true }]);
});
