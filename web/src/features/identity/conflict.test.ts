import { expect, test } from 'vitest';
import { differences, merged } from './conflict';
import type { UserValues } from './types';

const base: UserValues = {
  full_name: 'Hind Tazi', user_name: 'h.tazi', language: 'fr',
  assignments: [{ role: 'trainer', scope_level: 'region', scope_code: '10' }],
};
const mine = { ...base, full_name: 'Hind Tazi Alaoui' };
const theirs: UserValues = { ...base, assignments: [{ role: 'trainer', scope_level: 'region', scope_code: '05' }] };

test('each side’s own change is what stands unless the reader says otherwise', () => {
  expect(differences(base, mine, theirs)).toEqual([{ name: 'full_name', usual: 'mine' }, { name: 'assignments', usual: 'theirs' }]);
  expect(differences(base, mine, mine)).toEqual([]);
});

test('what is chosen stands, and everything else is as it was saved last', () => {
  expect(merged(mine, theirs, { full_name: 'mine', assignments: 'theirs' })).toEqual({ ...theirs, full_name: mine.full_name });
  expect(merged(mine, theirs, { full_name: 'theirs', assignments: 'mine' })).toEqual(base);
});
