import { describe, expect, test } from 'vitest';
import { idleReserves, mostChanged, reserveOf, sharesOf, totalsOf, withoutRepeats, type Totals } from './balance';
import type { Rule, Run } from './types';

const balance = [
  { group: 'all', candidates: 10, selected: 4 },
  { group: 'rural', candidates: 5, selected: 2 },
  { group: 'disability', candidates: 1, selected: 1 },
];

describe('the balance', () => {
  test('sets the share among candidates against the share among selected', () => {
    expect(sharesOf(balance)).toEqual([
      { group: 'rural', candidates: 5, selected: 2, before: 0.5, after: 0.5 },
      { group: 'disability', candidates: 1, selected: 1, before: 0.1, after: 0.25 },
    ]);
  });
  test('finds the group that changes most, and none where nothing does', () => {
    expect(mostChanged(sharesOf(balance))?.group).toBe('disability');
    expect(mostChanged(sharesOf(balance.slice(0, 2)))).toBeNull();
  });
  test('shows a group once, as the one for which places are kept', () => {
    const shares = sharesOf([...balance, { group: 'under_35', candidates: 3, selected: 1 }, { group: 'reserve_0', candidates: 5, selected: 2 }]);
    const rule = (rest: object) => ({ group: { field: 'rural', least: null, most: null, any_of: [], none_of: [], is: true, ...rest } as never });
    const shown = (...reserves: { group: never }[]) => withoutRepeats(shares, reserves).map(({ group }) => group);
    expect(shown(rule({}))).toEqual(['disability', 'under_35', 'reserve_0']);
    expect(shown(rule({ field: 'age', is: false, most: 34 }), rule({ field: 'disability' }))).toEqual(['rural', 'reserve_0']);
    expect(shown(rule({ field: 'age', is: false, most: 30 }), rule({ is: false }))).toEqual(['rural', 'disability', 'under_35', 'reserve_0']);
  });
  test('divides by nothing without candidates', () => {
    expect(sharesOf([{ group: 'all', candidates: 0, selected: 0 }, { group: 'rural', candidates: 0, selected: 0 }])[0]!.after).toBe(0);
  });
});

test('a reserve is known by its number', () => {
  expect(reserveOf('reserve_11')).toBe(11);
  expect(reserveOf('rural')).toBeNull();
});

test('quotas add up, reserve by reserve', () => {
  const quota = { code: 'a', target: 5, beyond: 1, places: 4, over_target: false, reserved: [1, 2], unfilled: [0, 1], candidates: 9, selected: 4 };
  expect(totalsOf([quota, { ...quota, code: 'b' }])).toEqual({ places: 8, candidates: 18, selected: 8, waiting: 10, beyond: 2, reserved: [2, 4], unfilled: [0, 2] });
  expect(totalsOf([])).toMatchObject({ places: 0, reserved: [] });
});

test('a reserve for which there are too few places, or nobody, is pointed out; one that is not told is not', () => {
  const group = { field: 'rural', is: true } as Rule;
  const plan = { reserves: [5, 20, 30, 40].map((percent) => ({ group, percent })) } as Run['plan'];
  const balance = [1, 0, 4].map((candidates, i) => ({ group: `reserve_${i}`, candidates, selected: 0 }));
  const totals = { places: 9, reserved: [0, 2, 3, 4] } as Totals;
  expect(idleReserves({ plan, balance }, totals)).toEqual([{ index: 0, why: 'no_reserved' }, { index: 1, why: 'nobody' }]);
  expect(idleReserves({ plan, balance }, { ...totals, places: 0, reserved: [0, 0, 0, 0] })).toEqual([]);
});
