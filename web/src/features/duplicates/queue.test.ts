import { describe, expect, test } from 'vitest';
import type { Pair } from './pair';
import { Queue, type Filters } from './queue';

const open: Filters = { state: 'open', region: '' };
const pair = (id: string, a: string, b: string) => ({ id, a: { id: a }, b: { id: b } }) as Pair;
const pages: Record<string, { items: Pair[]; next: string | null }> = {
  '': { items: [pair('1', 'x', 'y'), pair('2', 'y', 'z')], next: 'more' },
  more: { items: [pair('2', 'y', 'z'), pair('3', 'v', 'w')], next: null },
};
const queue = () => new Queue((_, cursor) => Promise.resolve(pages[cursor ?? '']!));

describe('the way through the queue', () => {
  test('goes on where the list went on, over its pages, to the end', async () => {
    const way = queue();
    await way.page(open, null);
    expect(await way.after('1')).toBe('2');
    expect(await way.after('2')).toBe('3');
    expect(await way.after('3')).toBe(null);
    expect([way.before('3'), way.before('1')]).toEqual(['2', null]);
  });
  test('begins with the first pair for who came by a link', async () => {
    expect(await queue().after('elsewhere')).toBe('1');
  });
  test('leaves out the other pairs of a file that was merged', async () => {
    const items = [...pages['']!.items, ...pages.more!.items];
    const way = new Queue(() => Promise.resolve({ items, next: null }));
    await way.page(open, null);
    way.merged('y', '1');
    expect(await way.after('1')).toBe('3');
    expect(way.before('3')).toBe('1');
  });
});
