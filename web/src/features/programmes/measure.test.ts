import { describe, expect, it } from 'vitest';
import { measuresOf, shadeBy, shadesOf, valuesOf } from './measure';

const place = (code: string, women: number | null, women_target: number | null = null) => ({
  code, women, women_target, cooperatives: 3, cooperatives_target: null,
});

describe('a map', () => {
  it('shows the numbers of what was chosen, or their share of the target', () => {
    const places = [place('01', 30, 300), place('02', null, 300)];
    expect(valuesOf(places, 'women')).toEqual({ '01': 30, '02': null });
    expect(valuesOf(places, 'women_share')).toEqual({ '01': 0.1, '02': null });
    expect(valuesOf([place('01', 30)], 'women_share')).toEqual({ '01': undefined }); // not hidden: nothing is aimed at
    expect(valuesOf(places, 'cooperatives')).toEqual({ '01': 3, '02': 3 });
  });

  it('offers shares beside targets alone', () => {
    expect(measuresOf([place('01', 30)])).toEqual(['women', 'cooperatives']);
    expect(measuresOf([place('01', 30, 300)])).toEqual(['women', 'women_share', 'cooperatives']);
  });

  it('shades numbers by fifths of the highest', () => {
    const values = { a: 100, b: 20, c: 21, d: 0, e: null };
    const shade = shadeBy('women', values);
    expect(Object.values(values).map(shade)).toEqual([5, 1, 2, 0, 0]);
    expect(shadesOf(values)[1]).toEqual({ shade: 2, from: 21, to: 40 });
  });

  it('has no class for numbers that cannot be', () => {
    expect(shadesOf({ a: 2, b: 1 }).map(({ from, to }) => [from, to])).toEqual([[1, 1], [2, 2]]);
    expect(shadesOf({ a: 0, b: null })).toEqual([]);
  });
});
