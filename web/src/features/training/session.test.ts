import { describe, expect, it } from 'vitest';
import { hourOf, isHeld, tally } from './session';

describe('hours', () => {
  it('are understood in the ways they are typed', () => {
    expect(['9:30', '09h30', '9h', '14.05', ' 9 : 30 '].map(hourOf)).toEqual(['09:30', '09:30', '09:00', '14:05', '09:30']);
  });
  it('stay as they are when they are none, for the server to name', () => {
    expect(hourOf('matin')).toBe('matin');
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
