import { expect, test } from 'vitest';
import { changesOf } from './history';

test('what follows from other fields is no change of its own', () => {
  const difference = { phone: [null, '+212612345678'], version: [1, 2], province_code: ['10.261', '10.273'], merged_into: [null, '1'] } as Record<string, [unknown, unknown]>;
  expect(changesOf({ difference })).toEqual([{ name: 'phone', before: null, after: '+212612345678', hidden: false }]);
});

test('a list that the reader may not see is told as changed', () => {
  expect(changesOf({ difference: { members: null } })).toMatchObject([{ name: 'members', hidden: true }]);
});
