import { expect, test } from 'vitest';
import type { Session } from '$/api/types';
import { worksIn } from './area';

type Scope = Session['assignments'][number]['scope'];
const posted = (...scopes: Pick<Scope, 'level' | 'code' | 'region_code'>[]) => ({
  assignments: scopes.map((scope) => ({ role: 'auditor' as const, scope: { name_ar: '', name_fr: '', ...scope } })),
});
const seen = (session: ReturnType<typeof posted>) => ['05', '10', '10.261', '10.291', '05.081'].filter((code) => worksIn(session, code));

test('who works for the nation works in every place', () => {
  expect(seen(posted({ level: 'nation', code: '', region_code: null }))).toHaveLength(5);
});

test('a region is worked in with its provinces, a province alone', () => {
  expect(seen(posted({ level: 'region', code: '10', region_code: '10' }))).toEqual(['10', '10.261', '10.291']);
  expect(seen(posted({ level: 'province', code: '10.261', region_code: '10' }))).toEqual(['10', '10.261']);
  expect(seen(posted({ level: 'centre', code: 'a-centre', region_code: '10' }))).toEqual(['10', '10.261', '10.291']);
});

test('several posts add up, and nobody works nowhere', () => {
  expect(seen(posted({ level: 'province', code: '10.261', region_code: '10' }, { level: 'region', code: '05', region_code: '05' }))).toEqual(['05', '10', '10.261', '05.081']);
  expect(worksIn(null, '10')).toBe(false);
});
