import { expect, test } from 'vitest';
import { grouped } from './groups';

test('every entry stands in one group, in its order', () => {
  const entries = [
    { href: '/', order: 0 }, { href: '/persons', order: 20 }, { href: '/progress', order: 30 },
    { href: '/duplicates', order: 45, group: 'registry' as const }, { href: '/convergence', order: 49 }, { href: '/agreements', order: 75 },
  ];
  expect(grouped(entries).map(({ group, entries: of }) => [group, ...of.map(({ href }) => href)])).toEqual([
    ['home', '/'], ['registry', '/persons', '/duplicates'], ['way', '/progress', '/convergence'], ['management', '/agreements'],
  ]);
});

test('a group of nothing is left out', () => {
  expect(grouped([{ order: 20 }])).toHaveLength(1);
});
