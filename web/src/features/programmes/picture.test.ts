import { expect, test } from 'vitest';
import { fileName, keysIn, wrapped } from './picture';

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

test('the keys of a legend go on in a new row where there is no more room', () => {
  const keys = [{ fill: '#fff', text: '1 – 5' }, { fill: '#000', text: '6 – 10' }, { fill: null, text: '– Masqué' }];
  expect(keysIn(keys, 1000, 10).map(({ row }) => row)).toEqual([0, 0, 0]);
  expect(keysIn(keys, 130, 10).map(({ along, row }) => [along, row])).toEqual([[0, 0], [60, 0], [0, 1]]);
});
