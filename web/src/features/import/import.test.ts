import { expect, test } from 'vitest';
import { isAsked, mapped, reasonKey, stillMissing } from './import';

const columns = [{ heading: 'A', field: 'phone' }, { heading: 'B', field: null }, { heading: 'C', field: 'notes' }];

test('a field stands in one column', () => {
  expect(mapped(columns, 1, 'phone')).toEqual([{ heading: 'A', field: null }, { heading: 'B', field: 'phone' }, { heading: 'C', field: 'notes' }]);
  expect(mapped(columns, 2, null)).toEqual([{ heading: 'A', field: 'phone' }, { heading: 'B', field: null }, { heading: 'C', field: null }]);
});

test('of two columns with one heading each is told for itself', () => {
  const twins = [{ heading: 'Guelmim', field: null }, { heading: 'Guelmim', field: null }];
  expect(mapped(twins, 1, 'commune')).toEqual([{ heading: 'Guelmim', field: null }, { heading: 'Guelmim', field: 'commune' }]);
});

test('nobody is asked what our own columns hold, unless somebody said it before', () => {
  const asked = [{ heading: 'Sait faire', field: null }, { heading: '', field: null }, { heading: 'error', field: null }, { heading: 'Référence', field: 'notes' }];
  expect(asked.filter((column) => isAsked(column, ['error', 'Référence'])).map(({ heading }) => heading)).toEqual(['Sait faire', 'Référence']);
});

test('a reason of a list is told without figures where it has such a text', () => {
  const has = (key: string) => ['import.reason.too_long', 'error.too_long', 'error.required'].includes(key);
  expect(reasonKey('too_long', has)).toBe('import.reason.too_long');
  expect(reasonKey('required', has)).toBe('error.required');
  expect(reasonKey('odd', has)).toBe('odd');
});

test('a list needs a name, a birth and a commune', () => {
  const of = (...fields: string[]) => fields.map((field) => ({ heading: field, field }));
  expect(stillMissing(of('given_name', 'birth_date'))).toEqual(['full_name', 'commune']);
  expect(stillMissing(of('given_name_ar', 'family_name_ar', 'birth_date', 'commune'))).toEqual([]);
  expect(stillMissing(of('full_name', 'birth_date', 'commune'))).toEqual([]);
});
