import { describe, expect, test } from 'vitest';
import { formatPhone, isWholePhone, readPhone } from './phone';

// As tests beside src/tabular/values.cpp have it: what the page lets pass, the server keeps.
describe('a phone number', () => {
  test.each([
    '0612345678', '06 12 34 56 78', '06.12.34.56.78', '+212612345678', '00212612345678', '212-612-345-678', '+212 (0)6 12 34 56 78', '612345678',
    'tel:+212612345678', 'Tél. : 06 12 34 56 78', 'الهاتف: 0612345678', '٠٦١٢٣٤٥٦٧٨', '۰۶۱۲۳۴۵۶۷۸', '\u202a+212612345678\u202c', '06\u201112\u201134\u201156\u201178',
  ])('is read as %s', (typed) => expect(readPhone(typed)).toBe('+212612345678'));
  test('of another country keeps its form', () => {
    expect(readPhone('+33 6 12 34 56 78')).toBe('+33612345678');
    expect(readPhone('0034-612-345-678')).toBe('+34612345678');
    expect(readPhone('+1 (212) 555-0100')).toBe('+12125550100');
  });
  test.each([
    '', '-', 'non', '0412345678', '061234567', '06123456789', '+2126123456789', '+212212345678', '+21200612345678', '33612345678', '+0123456789', '+1234567',
    '+1234567890123456', '0612345678 / 0698765432', '06 12 34 56 7x', '06+12345678', 'رقم 0612345678',
  ])('is not %s', (typed) => expect(readPhone(typed)).toBeNull());
});

test('who registers by herself has a Moroccan number', () => {
  expect(['06 12 34 56 78', '٠٦ ١٢ ٣٤ ٥٦ ٧٨', '00212 612345678'].map(isWholePhone)).toEqual([true, true, true]);
  expect(['06 12 34', '+33 6 12 34 56 78', ''].map(isWholePhone)).toEqual([false, false, false]);
});

test('a Moroccan phone is written in pairs, a foreign one stays', () => {
  expect(formatPhone('+212612345678')).toBe('06 12 34 56 78');
  expect(formatPhone('0612345678')).toBe('06 12 34 56 78');
  expect(formatPhone('+33612345678')).toBe('+33612345678');
});
