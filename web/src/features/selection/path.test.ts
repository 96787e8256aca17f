import { describe, expect, test } from 'vitest';
import { phasesBeen, stopsOf } from './path';
import { stepped, type Phase } from './types';

const told = (phase: Phase, ...been: Phase[]) => stopsOf(phase, new Set(been)).map(({ id, standing }) => `${id} ${standing}`);

describe('the way', () => {
  test('shows what is behind, where she is and what is ahead', () => {
    expect(told('eligible', 'registered', 'eligible')).toEqual([
      'registered done', 'eligible here', 'selected ahead', 'trained ahead', 'accompanied ahead', 'financed ahead', 'in_market ahead', 'graduated ahead',
    ]);
  });
  test('names the waiting list to those who wait or waited', () => {
    expect(told('waiting', 'eligible')).toContain('waiting here');
    expect(told('selected', 'eligible', 'waiting')).toContain('waiting done');
    expect(told('selected', 'eligible')).not.toContain('waiting done');
  });
  test('leaves out a stop that she went past without making it', () => {
    expect(told('in_market', 'accompanied')).not.toContain('financed done');
  });
  test('ends where somebody was rejected', () => {
    expect(told('rejected', 'registered', 'eligible', 'rejected')).toEqual(['registered done', 'eligible done', 'rejected left']);
  });
});

test('the phases of a history are those that came or went', () => {
  const changes: { difference: Record<string, [unknown, unknown]> }[] = [
    { difference: { phase: [null, 'registered'] } }, { difference: { state: ['active', 'withdrawn'] } }, { difference: { phase: ['registered', 'eligible'] } },
  ];
  expect([...phasesBeen(changes)]).toEqual(['registered', 'eligible']);
});

test('points go by tenths of what can be reached, and never beyond it', () => {
  expect(stepped('', 1, 20)).toBe('2');
  expect(stepped('19', 1, 20)).toBe('20');
  expect(stepped('١٢', 1, 20)).toBe('14');
  expect(stepped('1', -1, 20)).toBe('0');
  expect(stepped('3', 1, 5)).toBe('4');
});
