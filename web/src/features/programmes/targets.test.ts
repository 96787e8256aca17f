import { expect, test } from 'vitest';
import { belowSelected, changesIn, conflictsIn, leftOver, resolved, rowsOf, sumInstead } from './targets';

const target = (province_code: string | null, measure: 'women' | 'cooperatives', value: number) => ({ region_code: '10', province_code, year: 2026, measure, value });
const rows = rowsOf([target(null, 'women', 3000), target('10.261', 'women', 1200), target(null, 'cooperatives', 300)], '10', ['10.261', '10.273'], 2026);

test('a region stands before its provinces, and what is not set is empty', () => {
  expect(rows).toEqual([
    { province_code: null, women: '3000', cooperatives: '300' },
    { province_code: '10.261', women: '1200', cooperatives: '' },
    { province_code: '10.273', women: '', cooperatives: '' },
  ]);
});

test('only what was changed is sent', () => {
  const after = structuredClone(rows);
  after[0]!.women = '3100';
  after[2]!.cooperatives = '20';
  expect(changesIn(rows, after, '10', 2026)).toEqual([
    { region_code: '10', year: 2026, measure: 'women', value: 3100 },
    { region_code: '10', province_code: '10.273', year: 2026, measure: 'cooperatives', value: 20 },
  ]);
  after[0]!.women = 'many';
  expect(changesIn(rows, after, '10', 2026)[0]!.value).toBeNaN();
  after[0]!.women = ' ';
  expect(changesIn(rows, after, '10', 2026)[0]!.value).toBeNull(); // emptied: there is to be none
});

test('a target may be typed in the digits of any keyboard', () => {
  const after = structuredClone(rows);
  after[0]!.women = '٣١٠٠';
  after[1]!.women = '۱۳۰۰';
  expect(changesIn(rows, after, '10', 2026).map(({ value }) => value)).toEqual([3100, 1300]);
  expect(leftOver(after)).toBe(1800);
  expect(belowSelected(after, new Map([['', 3101], ['10.261', 1300]]))).toEqual([{ province_code: null, selected: 3101 }]);
});

test('what is left for the provinces shows', () => expect(leftOver(rows)).toBe(1800));

test('a region without a target of its own aims at what its provinces do, and they exceed nothing', () => {
  const without = rowsOf([target('10.261', 'women', 1200), target('10.273', 'women', 300)], '10', ['10.261', '10.273'], 2026);
  expect(leftOver(without)).toBe(0);
  expect(sumInstead(without)).toBe(1500);
  expect(sumInstead(rows)).toBeNull();
  expect(sumInstead(rowsOf([], '10', ['10.261'], 2026))).toBeNull();
});

test('a target below the number of those selected already is pointed out', () => {
  const selected = new Map([['', 3001], ['10.261', 1200], ['10.273', 7]]);
  expect(belowSelected(rows, selected)).toEqual([{ province_code: null, selected: 3001 }]);
});

test('of two who change targets each keeps what the other left alone, and only what both changed is asked', () => {
  const [mine, theirs] = [structuredClone(rows), structuredClone(rows)];
  mine[0]!.women = '3100';
  mine[1]!.women = '1300';
  mine[2]!.women = '40';
  theirs[0]!.women = '3200';
  theirs[0]!.cooperatives = '310';
  theirs[2]!.women = '40';
  expect(conflictsIn(rows, mine, theirs)).toEqual([{ name: '/women', usual: 'mine' }]);
  const kept = resolved(rows, mine, theirs, { '/women': 'mine' });
  expect(kept[0]).toEqual({ province_code: null, women: '3100', cooperatives: '310' });
  expect(kept[1]!.women).toBe('1300');
  expect(changesIn(theirs, resolved(rows, mine, theirs, { '/women': 'theirs' }), '10', 2026)).toEqual([
    { region_code: '10', province_code: '10.261', year: 2026, measure: 'women', value: 1300 },
  ]);
});
