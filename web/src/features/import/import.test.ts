import { expect, test } from 'vitest';
import { mapped, stillMissing } from './import';

const columns = [{ heading: 'A', field: 'phone' }, { heading: 'B', field: null }, { heading: 'C', field: 'notes' }];

test('a field stands in one column', () => {
  expect(mapped(columns, 'B', 'phone')).toEqual([{ heading: 'A', field: null }, { heading: 'B', field: 'phone' }, { heading: 'C', field: 'notes' }]);
  expect(mapped(columns, 'C', null)).toEqual([{ heading: 'A', field: 'phone' }, { heading: 'B', field: null }, { heading: 'C', field: null }]);
});

test('a list needs a name, a birth and a commune', () => {
  const of = (...fields: string[]) => fields.map((field) => ({ heading: field, field }));
  expect(stillMissing(of('given_name', 'birth_date'))).toEqual(['full_name', 'commune']);
  expect(stillMissing(of('given_name_ar', 'family_name_ar', 'birth_date', 'commune'))).toEqual([]);
  expect(stillMissing(of('full_name', 'birth_date', 'commune'))).toEqual([]);
});
