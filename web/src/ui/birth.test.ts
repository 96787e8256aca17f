import { describe, expect, test } from 'vitest';
import { ageOf, begunOf, dateFrom } from './birth';
import { inWesternDigits, westernDigits, wholeNumber } from './digits';

const today = '2026-11-22';
const read = (day: string, month: string, year: string, yearOnly = false) => dateFrom({ day, month, year }, yearOnly, today);

describe('a typed birth date', () => {
  test('becomes an ISO date', () => expect(read('5', '3', '1990')).toEqual({ date: '1990-03-05', year: null, fault: null }));
  test('may be a year alone', () => expect(read('', '', '1990', true)).toEqual({ date: '', year: 1990, fault: null }));
  test('is the year alone where nothing else was typed', () => {
    expect(read('', '', '1990')).toEqual({ date: '', year: 1990, fault: null });
    expect(read('5', '', '1990')).toEqual({ date: '', year: null, fault: null });
    expect(read('', '', '199').year).toBeNull();
    expect(read('', '', '2027').fault).toBe('in_future');
  });
  test('is not judged before it is whole', () => expect(read('', '3', '1990').fault).toBeNull());
  test('must exist', () => {
    expect(read('30', '2', '2023').fault).toBe('no_such_date');
    expect(read('29', '2', '2024').fault).toBeNull();
    expect(read('1', '13', '2000').fault).toBe('no_such_date');
  });
  test('lies between 1900 and today', () => {
    expect(read('1', '1', '1899').fault).toBe('too_old');
    expect(read('23', '11', '2026').fault).toBe('in_future');
    expect(read('', '', '2027', true).fault).toBe('in_future');
  });
});

test('a draft holds what is no birth yet, and nothing beside one', () => {
  const begun = (day: string, month: string, year: string, yearOnly = false) => begunOf({ day, month, year }, yearOnly, read(day, month, year, yearOnly));
  expect(begun('5', '', '')).toEqual({ day: '5', month: '', year: '', yearOnly: false });
  expect(begun('', '', '199', true)).toEqual({ day: '', month: '', year: '199', yearOnly: true });
  expect(begun('30', '2', '2023')).toMatchObject({ day: '30' });
  expect([begun('5', '3', '1990'), begun('', '', '1990', true), begun('', '', '')]).toEqual([null, null, null]);
});

test('digits of any keyboard are read', () => {
  expect(westernDigits('٢٠٢٦ / ۱۲a')).toBe('202612');
  expect(inWesternDigits('٢٠٢٦ / ۱۲a')).toBe('2026 / 12a');
  expect([' ١٢ ', '۷', '0', '', '-3', '1.5', 'مئة'].map(wholeNumber)).toEqual([12, 7, 0, null, null, null, null]);
});

test('age counts birthdays', () => {
  expect(ageOf({ date: '1990-11-22', year: null }, today)).toBe(36);
  expect(ageOf({ date: '1990-11-23', year: null }, today)).toBe(35);
  expect(ageOf({ date: '', year: 1990 }, today)).toBe(36);
  expect(ageOf({ date: '', year: null }, today)).toBeNull();
});
