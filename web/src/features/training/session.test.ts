import { describe, expect, it } from 'vitest';
import { faultsOf, hourOf, isHeld, tally } from './session';

describe('hours', () => {
  it('are understood in the ways they are typed', () => {
    expect(['9:30', '09h30', '9h', '14.05', ' 9 : 30 ', '٩:٣٠'].map(hourOf)).toEqual(['09:30', '09:30', '09:00', '14:05', '09:30', '09:30']);
  });
  it('stay as they are when they are none, for the server to name', () => {
    expect(hourOf('matin')).toBe('matin');
  });
});

describe('a session', () => {
  const whole = { subject: 'other', title_ar: 'عنوان', title_fr: 'Titre', commune: {}, held_on: '2026-12-03', starts_at: '9h30', ends_at: '', capacity: '' };
  it('that can be has no faults', () => {
    expect(faultsOf(whole, '2026-12-03')).toEqual({});
    expect(faultsOf({ ...whole, ends_at: '12:00', capacity: ' 20 ' }, '2026-12-03')).toEqual({});
    expect(faultsOf({ ...whole, capacity: '٢٠' }, '2026-12-03')).toEqual({});
  });
  it('has all its faults named at once', () => {
    expect(faultsOf({ ...whole, subject: '', title_fr: ' ', commune: null, held_on: '2026-12-02', starts_at: '25:00', ends_at: 'midi', capacity: 'vingt' }, '2026-12-03')).toEqual({
      subject: 'error.required', title_fr: 'error.required', commune_code: 'error.required', held_on: 'error.in_the_past',
      starts_at: 'error.malformed_time', ends_at: 'error.malformed_time', capacity: 'selection.score.whole_number',
    });
  });
  it('ends after it begins', () => {
    expect(faultsOf({ ...whole, ends_at: '9:00' }, '2026-12-03')).toEqual({ ends_at: 'error.before_start' });
  });
});

describe('attendance', () => {
  it('adds up to those convoked', () => {
    const counts = tally([{ attendance: 'present' }, { attendance: 'absent' }, { attendance: 'present' }, { attendance: 'expected' }]);
    expect(counts).toEqual({ expected: 1, present: 2, excused: 0, absent: 1 });
  });
  it('is noted from the day of the session on', () => {
    expect(isHeld({ held_on: '2026-12-03' }, '2026-12-02')).toBe(false);
    expect(isHeld({ held_on: '2026-12-03' }, '2026-12-03')).toBe(true);
  });
});
