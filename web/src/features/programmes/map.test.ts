import { expect, test } from 'vitest';
import { drawingOf, fits, type MapFile } from './map';

const square = (west: number, south: number, side: number): [number, number][] => [
  [west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south],
];
const file: MapFile = {
  features: [
    { properties: { code: '10', name_ar: 'أ', name_fr: 'A' }, geometry: { type: 'Polygon', coordinates: [square(-10, 28, 2)] } },
    { properties: { code: '11', name_ar: 'ب', name_fr: 'B' }, geometry: { type: 'MultiPolygon', coordinates: [[square(-14, 24, 4)], [square(-9, 27, 0.5)]] } },
  ],
};

test('a map fills its width with north up, and numbers stand inside their places', () => {
  const { width, height, shapes } = drawingOf(file, 600);
  expect(width).toBe(600);
  expect(height).toBeGreaterThan(600);
  const [north, south] = shapes;
  expect(north!.at[1]).toBeLessThan(south!.at[1]);
  expect(north!.at[0]).toBeCloseTo(500, 0);
  expect(south!.at[0]).toBeCloseTo(200, 0);
  expect(south!.path.match(/M/g)).toHaveLength(2);
});

test('a name stands in its place where it has room, and beside the map where it has none', () => {
  const [first, second] = drawingOf(file, 600).shapes; // 200 and 400 wide
  expect(fits(first!, ['Guelmim', '45 %'], 20)).toBe(true);
  expect(fits(first!, ['Guelmim-Oued Noun et Sidi Ifni', '45 %'], 20)).toBe(false);
  expect(fits(second!, ['Guelmim-Oued Noun et Sidi Ifni', '45 %'], 20)).toBe(true);
  expect(fits(first!, ['A', 'B'], 400)).toBe(false);
});
