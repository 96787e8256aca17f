import { expect, test } from 'vitest';
import { fileName, wrapped } from './picture';

test('a picture is named for what it holds', () => {
  expect(fileName(['trend', 'women', 'Béni Mellal-Khénifra', 'bridge', '2026', '2026-01-01', '2026-11-22'])).toBe(
    'jisr-trend-women-beni-mellal-khenifra-bridge-2026-2026-01-01-2026-11-22',
  );
  expect(fileName(['map', '', 'جهة'])).toBe('jisr-map');
});

test('a long title goes on below itself', () => {
  expect(wrapped('Femmes inscrites par mois', 16)).toEqual(['Femmes inscrites', 'par mois']);
  expect(wrapped('Anticonstitutionnellement', 5)).toEqual(['Anticonstitutionnellement']);
});
