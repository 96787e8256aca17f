import { expect, test } from 'vitest';
import { filtersSet, noFilters, queryOf } from './filters';

test('the smallest place is asked for alone', () => {
  const chosen = { ...noFilters, region: '10', province: '10.261' };
  expect(queryOf(chosen)).toMatchObject({ province: '10.261' });
  expect(queryOf(chosen)).not.toHaveProperty('region');
});

test('the order is no filter', () => expect(filtersSet({ ...noFilters, sort: 'name', state: 'active' })).toBe(1));
