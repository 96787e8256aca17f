import { expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
const kept: Record<string, unknown> = {};
vi.mock('$/app/router.svelte', () => ({ keep: (part: object) => Object.assign(kept, part), keptAs: (name: string) => kept[name] }));
const { Pages } = await import('./pages.svelte');
const { said } = await import('./said.svelte');

const answers: Record<string, { items: string[]; next: string | null }> = {
  first: { items: ['a'], next: 'c1' },
  c1: { items: ['b'], next: null },
};

test('a list goes forward by the server’s cursors and back by those already seen', async () => {
  const asked: (string | null)[] = [];
  const pages = new Pages<string>((cursor) => {
    asked.push(cursor);
    return Promise.resolve(answers[cursor ?? 'first']!);
  });
  await pages.first();
  expect([pages.items, pages.hasNext, pages.hasPrevious]).toEqual([['a'], true, false]);
  await pages.next();
  expect([pages.items, pages.hasNext, pages.number]).toEqual([['b'], false, 2]);
  await pages.previous();
  expect(pages.items).toEqual(['a']);
  expect(asked).toEqual([null, 'c1', null]);
});

test('a list is shown whole, up to so many, and goes on after them', async () => {
  const pages = new Pages<number>((cursor) => {
    const from = Number(cursor ?? 0);
    return Promise.resolve({ items: [from, from + 1], next: from < 4 ? String(from + 2) : null });
  });
  await pages.next();
  await pages.all(1000);
  expect([pages.items, pages.hasNext, pages.hasPrevious]).toEqual([[0, 1, 2, 3, 4, 5], false, false]);
  await pages.all(3);
  expect([pages.items, pages.hasNext]).toEqual([[0, 1, 2, 3], true]);
  await pages.next();
  expect(pages.items).toEqual([4, 5]);
});

test('an answer that comes late does not cover a newer one', async () => {
  const waiting: ((answer: { items: string[]; next: null }) => void)[] = [];
  const pages = new Pages<string>(() => new Promise((done) => waiting.push(done)));
  const old = pages.first();
  const fresh = pages.first();
  waiting[1]!({ items: ['new'], next: null });
  waiting[0]!({ items: ['old'], next: null });
  await Promise.all([old, fresh]);
  expect(pages.items).toEqual(['new']);
});

test('a failure is kept for the page to show', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const pages = new Pages<string>(() => Promise.reject(new Error('lost')));
  await pages.first();
  expect(pages.problem?.slug).toBe('unexpected');
  expect(pages.loading).toBe(false);
});

/** Two a page of so many lines. */
const linesOf = (count: () => number) => (cursor: string | null) => {
  const from = Number(cursor ?? 0);
  const lines = Array.from({ length: count() }, (_, line) => line);
  return Promise.resolve({ items: lines.slice(from, from + 2), next: from + 2 < count() ? String(from + 2) : null });
};

test('who comes back finds the page that she left, and from there the one before; narrowed anew, the list begins anew', async () => {
  const left = new Pages(linesOf(() => 6), 'persons');
  await left.first();
  await left.next();
  await left.next();
  const found = new Pages(linesOf(() => 6), 'persons');
  await found.first();
  expect([found.items, found.number]).toEqual([[4, 5], 3]);
  await found.previous();
  expect(found.items).toEqual([2, 3]);
  await found.first();
  expect([found.items, kept.persons]).toEqual([[0, 1], [null]]);
});

test('a page whose last line has gone makes way for the one before', async () => {
  let count = 3;
  const pages = new Pages(linesOf(() => count));
  await pages.first();
  await pages.next();
  count = 2;
  await pages.reload();
  expect([pages.items, pages.number, pages.loading]).toEqual([[0, 1], 1, false]);
});

test('how many lines there are is said of what changes a list, not of its first sight', async () => {
  let count = 2;
  const pages = new Pages(linesOf(() => count));
  const before = said.last;
  await pages.first();
  expect(said.last).toBe(before);
  count = 0;
  await pages.first();
  expect(said.last).not.toBe(before);
});
