import { describe, expect, test } from 'vitest';
import type { Person } from '../registry/types';
import { commandOf, linesOf, suggestedChoices, takenFields, type Detail } from './pair';

const file = (id: string, said: Partial<Person>) => ({ id, given_name_ar: 'فاطمة', priority_groups: [], other_programmes: [], ...said }) as unknown as Person;
const a = file('1', { phone: '+212612345678', birth_year: 1990, centre_id: null, consent_method: 'online', consent_on: null });
const b = file('2', { phone: '+212600000000', birth_date: '1990-03-05', skills: 'خياطة', centre_id: 'c', consent_method: 'online', consent_on: '2026-03-01' });
const kinds = (one: Person, other: Person) => linesOf(one, other).map(({ field, kind }) => [field.name, kind]);

describe('two files side by side', () => {
  test('have a line for each field that somebody answered', () => {
    expect(kinds(a, b)).toEqual([
      ['given_name_ar', 'same'],
      ['birth_date', 'differs'],
      ['phone', 'differs'],
      ['consent_method', 'same'],
      ['skills', 'one'],
    ]);
  });
  test('are merged as the server proposes until the reviewer says otherwise', () => {
    const detail = { a, suggestion: { kept: '2', take: ['phone'] } } as unknown as Detail;
    expect(suggestedChoices(detail, linesOf(a, b))).toEqual({ birth_date: 'b', phone: 'a', skills: 'b' });
  });
  test('a birth that is proposed by its day or its year is one choice', () => {
    const detail = { a, suggestion: { kept: '2', take: ['birth_year'] } } as unknown as Detail;
    expect(suggestedChoices(detail, linesOf(a, b)).birth_date).toBe('a');
  });
});

describe('what the kept file takes over', () => {
  test('is what was chosen of the other, whole, and what it lacks beside', () => {
    const choices = { birth_date: 'b', phone: 'a', skills: 'b' } as const;
    expect(takenFields({ a, b }, choices, 'a')).toEqual(['birth_date', 'birth_year', 'skills', 'centre_id', 'consent_on']);
    expect(takenFields({ a, b }, choices, 'b')).toEqual(['phone']);
  });
  test('is nothing where everything is as in the kept file', () => {
    expect(takenFields({ a: b, b: a }, { birth_date: 'a', phone: 'a', skills: 'a' }, 'a')).toEqual([]);
  });
});

describe('the keys', () => {
  const pressed = (key: string, code = '') => ({ key, code });
  test('pick the side that the arrow points to as one sees it', () => {
    expect([commandOf(pressed('ArrowLeft'), 'ltr'), commandOf(pressed('ArrowRight'), 'ltr')]).toEqual(['a', 'b']);
    expect([commandOf(pressed('ArrowLeft'), 'rtl'), commandOf(pressed('ArrowRight'), 'rtl')]).toEqual(['b', 'a']);
  });
  test('are the letters as they are written, or their places on a keyboard that writes none', () => {
    expect(commandOf(pressed('m', 'Semicolon'), 'ltr')).toBe('merge'); // of a French keyboard
    expect(commandOf(pressed('ي', 'KeyD'), 'rtl')).toBe('different');
    expect(commandOf(pressed('ⵎ', 'KeyM'), 'ltr')).toBe('merge');
    expect(commandOf(pressed('J', 'KeyJ'), 'ltr')).toBe('down');
  });
  test('do nothing that nobody knows of', () => {
    for (const key of ['x', ' ', 'Tab', 'Escape', 'é', '1']) expect(commandOf(pressed(key, `Key${key}`), 'ltr')).toBe(null);
  });
  test('help by the question mark of either script', () => {
    expect([commandOf(pressed('?'), 'ltr'), commandOf(pressed('؟'), 'rtl')]).toEqual(['keys', 'keys']);
  });
});
