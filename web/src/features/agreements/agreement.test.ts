import { expect, test } from 'vitest';
import { blank, cellsOf, fieldsOf, matrixOf, merged, newLine, urgency, valuesOf, yearsOf, type AgreementFields } from './agreement';
import { faultsOf } from './check';
import { parseMoney, typedMoney } from './money';

const agreement: AgreementFields = {
  reference: '12/2026', title_ar: 'اتفاقية', title_fr: 'Convention', object: null, region_code: '10', signed_on: '2026-01-15',
  starts_on: '2026-02-01', ends_on: '2027-12-31', ratification: { session: 'mars', decided_on: '2026-03-02', decision_number: null, result: 'adopted' },
  notes: null, edition_ids: ['e'],
  parties: [{ partner_id: 'm', commitment: 'money' }, { partner_id: 'c', commitment: null }],
  amounts: [
    { partner_id: 'm', year: 2026, contribution: 'money', centimes: 123450 },
    { partner_id: 'm', year: 2027, contribution: 'money', centimes: 100 },
    { partner_id: 'c', year: 2026, contribution: 'premises', centimes: 5 },
  ],
};

test('money is read as people write it, to the centime', () => {
  for (const text of ['1 234,5', '1234.50', '1\u202f234,50', '١٢٣٤٫٥', '۱۲۳۴٫۵']) expect(parseMoney(text)).toEqual({ centimes: 123450 });
  expect(parseMoney(' ')).toEqual({ centimes: null });
  expect(parseMoney('1,234')).toEqual({ fault: 'too_many_decimals' });
  expect(parseMoney('-3')).toEqual({ fault: 'negative_money' });
  expect(parseMoney('twelve')).toEqual({ fault: 'not_money' });
  expect(parseMoney('10000000000000,01')).toEqual({ fault: 'money_too_large' });
  expect(parseMoney('9999999999999,99')).toEqual({ centimes: 999999999999999 });
});

test('an amount that is shown for typing reads as itself', () => {
  for (const centimes of [0, 5, 100, 123450, 999999999999999]) expect(parseMoney(typedMoney(centimes))).toEqual({ centimes });
});

test('an agreement that is opened and saved stays as it was', () => {
  expect(fieldsOf(valuesOf(agreement, () => 'name'))).toEqual(agreement);
});

test('the years are those in which it runs, and those for which something was typed', () => {
  const party = { partner_id: 'm', name: '', commitment: '', lines: [{ ...newLine(), years: { 2029: '5', 2030: ' ' } }] };
  expect(yearsOf({ starts_on: '2026-05-01', ends_on: '2027-01-01', parties: [party] })).toEqual([2026, 2027, 2029]);
  expect(yearsOf({ starts_on: '', ends_on: '', parties: [] })).toEqual([]);
});

test('cells are numbered as the server gets them, and faulty ones are known', () => {
  const values = { ...blank, parties: [{ partner_id: 'm', name: '', commitment: '', lines: [{ ...newLine(), years: { 2026: '1', 2027: '', 2028: 'x' } }] }] };
  expect(cellsOf(values.parties).map(({ year, fault }) => [year, fault])).toEqual([[2026, null], [2028, 'not_money']]);
});

test('the matrix adds up by year, by row and overall', () => {
  const matrix = matrixOf(agreement.amounts, agreement.parties);
  expect(matrix.years).toEqual([2026, 2027]);
  expect(matrix.rows.map(({ cells, total }) => [cells, total])).toEqual([[[123450, 100], 123550], [[5, null], 5]]);
  expect(matrix.byYear).toEqual([123455, 100]);
  expect(matrix.total).toBe(123555);
});

test('of two versions parties and amounts are taken together', () => {
  const theirs = { ...agreement, title_fr: 'Theirs', amounts: [] };
  const result = merged({ ...agreement, title_fr: 'Mine' }, theirs, { parties: 'mine', title_fr: 'theirs' });
  expect([result.amounts.length, result.title_fr]).toEqual([3, 'Theirs']);
});

test('an end is urgent by its days', () => {
  expect([-1, 0, 30, 31].map(urgency)).toEqual(['ended', 'month', 'month', 'quarter']);
});

test('everything that is missing is told at once', () => {
  expect(Object.keys(faultsOf({ ...blank, decided: true })).sort()).toEqual([
    'ends_on', 'parties/0/partner_id', 'parties/1/partner_id', 'ratification/decided_on', 'ratification/session', 'reference', 'starts_on', 'title_ar', 'title_fr',
  ]);
});
