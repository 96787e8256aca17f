import { beforeEach, expect, test, vi } from 'vitest';
import { entriesOf, forgetEntries, readEntry, writeEntry } from './entries';

/** A tab: its history, and what is stored in it. */
const entries: unknown[] = [null];
let at = 0;
vi.stubGlobal('history', {
  get state() {
    return entries[at];
  },
  pushState: (state: unknown) => entries.splice(++at, entries.length, state),
  replaceState: (state: unknown) => (entries[at] = state),
});
const stored = () => JSON.stringify({ ...sessionStorage });

beforeEach(() => {
  entries.splice(0, entries.length, null);
  at = 0;
  vi.stubGlobal('sessionStorage', Object.defineProperties({}, {
    getItem: { value(this: Record<string, string>, key: string) { return this[key] ?? null; } },
    setItem: { value(this: Record<string, string>, key: string, value: string) { this[key] = value; } },
    removeItem: { value(this: Record<string, string>, key: string) { delete this[key]; } },
  }));
  entriesOf('amina');
});

test('going back finds what a page was given and has kept', () => {
  writeEntry('replaceState', { given: { q: 'Fatima' }, kept: { pages: [null, 'c1'] } });
  writeEntry('pushState', {}, '/persons/1');
  expect(readEntry()).toEqual({});
  at = 0;
  expect(readEntry()).toEqual({ given: { q: 'Fatima' }, kept: { pages: [null, 'c1'] } });
});

test('the history itself names nobody, and nothing stays when somebody signs out', () => {
  writeEntry('pushState', { given: { q: 'Fatima' } });
  expect(stored()).toContain('Fatima');
  expect(JSON.stringify(entries)).not.toContain('Fatima');
  forgetEntries();
  expect(stored()).not.toContain('Fatima');
  expect(readEntry()).toEqual({});
});

test('who signs in where another one left without signing out finds nothing of hers, and herself finds all', () => {
  writeEntry('pushState', { given: { q: 'Fatima' } });
  entriesOf('amina');
  expect(readEntry()).toEqual({ given: { q: 'Fatima' } });
  entriesOf('brahim');
  expect(readEntry()).toEqual({});
  expect(stored()).not.toContain('Fatima');
});
