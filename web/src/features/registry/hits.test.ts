import { expect, test } from 'vitest';
import type { OrganisationSummary } from '../organisations/organisation';
import { hrefOf, shownOf, type Hit } from './hits';
import type { PersonSummary } from './types';

const persons = (count: number): Hit[] => Array.from({ length: count }, (_, i) => ({ person: { id: `p${i}` } as PersonSummary }));
const organisations = (count: number): Hit[] =>
  Array.from({ length: count }, (_, i) => ({ organisation: { id: `o${i}` } as OrganisationSummary }));
const shown = (hits: Hit[]) => shownOf(hits).map(hrefOf);

test('many persons do not push the cooperatives out of the box', () => {
  const hits = shown([...persons(20), ...organisations(9)]);
  expect(hits).toHaveLength(8);
  expect(hits.slice(0, 5)).toEqual([0, 1, 2, 3, 4].map((i) => `/persons/p${i}`));
  expect(hits.slice(5)).toEqual([0, 1, 2].map((i) => `/organisations/o${i}`));
});

test('either kind fills the box where there is none of the other', () => {
  expect(shown(persons(20))).toHaveLength(8);
  expect(shown(organisations(20))).toHaveLength(8);
  expect(shown([...persons(1), ...organisations(20)])).toHaveLength(8);
  expect(shown([])).toEqual([]);
});
