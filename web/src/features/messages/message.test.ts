import { expect, test } from 'vitest';
import { countsOf, draftOf, isReportedInPart, noticeDraft, typed, type MessageDetail } from './message';

test('each state has its number, in the order of a message’s way', () => {
  const counts = countsOf({ states: [{ state: 'failed', count: 3 }, { state: 'queued', count: 2 }] });
  expect(counts.map(({ state, count }) => `${state} ${count}`)).toEqual([
    'queued 2', 'sending 0', 'sent 0', 'delivered 0', 'failed 3', 'unsure 0', 'cancelled 0',
  ]);
});

test('a text left empty goes back to the usual one', () => {
  expect(draftOf({ ar: '  ', fr: ' Bonjour ' })).toEqual({ ar: null, fr: 'Bonjour' });
});

test('a last day goes with a missing paper alone', () => {
  expect(noticeDraft('paper_missing', '2026-12-01')).toEqual({ kind: 'paper_missing', deadline: '2026-12-01' });
  expect(noticeDraft('paper_missing', '')).toEqual({ kind: 'paper_missing' });
  expect(noticeDraft('call_centre', '2026-12-01')).toEqual({ kind: 'call_centre' });
});

test('placeholders are named as they are typed', () => {
  expect(typed(['reference', 'date'])).toBe('{reference}, {date}');
});

test('that a message of several parts was delivered is told of one of them', () => {
  const tries = (report: string | null) => [{ report }] as MessageDetail['tries'];
  expect(isReportedInPart({ parts: 3, tries: tries('delivered') })).toBe(true);
  expect(isReportedInPart({ parts: 1, tries: tries('delivered') })).toBe(false);
  expect(isReportedInPart({ parts: 3, tries: tries('not_delivered') })).toBe(false);
});
