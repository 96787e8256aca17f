import { expect, test } from 'vitest';
import { filtersFrom, filtersSet, noFilters, queryOf } from './filters';

test('the smallest place is asked for alone', () => {
  const chosen = { ...noFilters, region: '10', province: '10.261' };
  expect(queryOf(chosen)).toMatchObject({ province: '10.261' });
  expect(queryOf(chosen)).not.toHaveProperty('region');
});

test('the order is no filter', () => expect(filtersSet({ ...noFilters, sort: 'name', state: 'active' })).toBe(1));

test('what an earlier page kept is taken over as far as it is known', () => {
  expect(filtersFrom({ region: '10', name: 'Fatima', sex: 3 })).toEqual({ ...noFilters, region: '10' });
  expect(filtersFrom(undefined)).toEqual(noFilters);
});
