import { expect, test } from 'vitest';
import { countsOf, draftOf, typed } from './message';

test('each state has its number, in the order of a message’s way', () => {
  const counts = countsOf({ states: [{ state: 'failed', count: 3 }, { state: 'queued', count: 2 }] });
  expect(counts.map(({ state, count }) => `${state} ${count}`)).toEqual([
    'queued 2', 'sending 0', 'sent 0', 'delivered 0', 'failed 3', 'unsure 0', 'cancelled 0',
  ]);
});

test('a text left empty goes back to the usual one', () => {
  expect(draftOf({ ar: '  ', fr: ' Bonjour ' })).toEqual({ ar: null, fr: 'Bonjour' });
});

test('placeholders are named as they are typed', () => {
  expect(typed(['reference', 'date'])).toBe('{reference}, {date}');
});
