import { describe, expect, test } from 'vitest';
import type { Place } from '$/api/territory';
import type { Person } from './types';
import { blank, fieldsOf, guessedFrom, malformed, missingIn, valuesOf } from './values';

const guelmim: Place = { level: 'commune', code: '10.261.01.03', name_ar: 'كلميم', name_fr: 'Guelmim' };

describe('what was typed', () => {
  test('is sent without what was not answered', () => {
    const typed = { ...blank, given_name_ar: ' فاطمة ', commune: guelmim, dependants_children: '3', disability_declared: 'no' };
    expect(fieldsOf(typed)).toEqual({
      given_name_ar: 'فاطمة', sex: 'female', language: 'ar', participation: 'individual', commune_code: '10.261.01.03',
      dependants_children: 3, disability_declared: false,
    });
  });
  test('is sent without a birth that is only begun', () =>
    expect(fieldsOf({ ...blank, birth_begun: { day: '5', month: '', year: '', yearOnly: false } })).toEqual(fieldsOf(blank)));
  test('is a count in the digits of any keyboard', () => {
    const { dependants_children, dependants_adults } = fieldsOf({ ...blank, dependants_children: '٣', dependants_adults: '۱۲' });
    expect([dependants_children, dependants_adults]).toEqual([3, 12]);
  });
  test('keeps what is no number for the server to refuse', () =>
    expect(fieldsOf({ ...blank, dependants_adults: 'two' }).dependants_adults).toBe('two'));
});

test('a file that is read, not changed and sent says the same', () => {
  const kept = { ...fieldsOf(blank), given_name_latin: 'Fatima', birth_year: 1990, dependants_adults: 0, wg_seeing: 'cannot_do', commune_code: guelmim.code,
    phone: '+212612345678', second_phone: '+33612345678' };
  const person = { ...Object.fromEntries(Object.keys(blank).map((name) => [name, null])), ...kept, priority_groups: ['rural'], other_programmes: [] };
  const typed = valuesOf(person as unknown as Person, guelmim);
  const sent = fieldsOf(typed);
  expect(typed.phone).toBe('06 12 34 56 78');
  expect(sent).toEqual({ ...kept, priority_groups: ['rural'] });
});

describe('the number of a card or phone', () => {
  test('is read in every spelling that the server knows', () => {
    for (const typed of ['JA10244', ' jc 621-097 ', 'JA١٠٢٤٤', 'A1', 'AB1234567']) expect(malformed('national_id', typed)).toBeNull();
    for (const name of ['phone', 'second_phone']) expect(malformed(name, '+212 (0)6 12 34 56 78')).toBeNull();
  });
  test('is told where it is badly written', () => {
    for (const typed of ['JA', '123456', 'ABC123', 'AB12345678', 'JA12A', 'جا123']) expect(malformed('national_id', typed)).toBe('error.malformed_national_id');
    for (const name of ['phone', 'second_phone']) expect(malformed(name, '06 12 34')).toBe('error.malformed_phone');
  });
  test('may be left out, and other answers are not numbers', () =>
    expect([malformed('national_id', ' '), malformed('phone', ''), malformed('occupation', '06')]).toEqual([null, null, null]));
});

describe('the first step', () => {
  const missing = (values: Partial<typeof blank>) => missingIn('who', { ...blank, ...values });
  test('needs one script whole and a birth', () => {
    expect(missing({})).toEqual(['given_name_ar', 'family_name_ar', 'birth_date']);
    expect(missing({ given_name_latin: 'Fatima', birth_year: 1990 })).toEqual(['family_name_latin']);
    expect(missing({ given_name_latin: 'Fatima', family_name_latin: 'Tazi', birth_date: '1990-01-02' })).toEqual([]);
    expect(missing({ given_name_ar: 'فاطمة', family_name_ar: 'التازي', given_name_latin: 'Fatima', birth_year: 1990 })).toEqual([]);
  });
});

describe('a search that found nobody', () => {
  test('gives the phone', () => expect(guessedFrom('06 12 34 56 78')).toEqual({ phone: '06 12 34 56 78' }));
  test('gives the phone typed with the digits of an Arabic or Persian keyboard', () => {
    expect(guessedFrom('٠٦ ١٢ ٣٤ ٥٦ ٧٨')).toEqual({ phone: '06 12 34 56 78' });
    expect(guessedFrom('۰۶۱۲۳۴۵۶۷۸')).toEqual({ phone: '0612345678' });
    expect(guessedFrom('JE٦٧١٢٥٩')).toEqual({ national_id: 'JE671259' });
  });
  test('gives the national id', () => expect(guessedFrom('je 671259')).toEqual({ national_id: 'JE671259' }));
  test('gives the name in its script', () => {
    expect(guessedFrom('فاطمة  الزهراء')).toEqual({ given_name_ar: 'فاطمة', family_name_ar: 'الزهراء' });
    expect(guessedFrom('Fatima Ait Taleb')).toEqual({ given_name_latin: 'Fatima', family_name_latin: 'Ait Taleb' });
  });
  test('gives nothing when it was a reference', () => expect(guessedFrom('GON-26-000123-7')).toEqual({}));
});
