import { describe, expect, it } from 'vitest';
import { barsOf, cutsIn, inOrder, monthOf, oneOf, peakOf, wholeYear } from './report';

describe('reports', () => {
  it('counts the filters that are in use', () => {
    expect(cutsIn(wholeYear)).toBe(0);
    expect(cutsIn({ ...wholeYear, from: '2026-03-01', group: 'rural' })).toBe(2);
  });

  it('leave an outsider the cut that was chosen last', () => {
    const cut = { ...wholeYear, from: '2026-03-01', to: '2026-03-09', area: 'rural', group: 'rural' };
    expect(oneOf(cut, 'group')).toEqual({ ...wholeYear, group: 'rural' });
    expect(oneOf(cut, 'to')).toEqual({ ...wholeYear, from: '2026-03-01', to: '2026-03-09' });
  });

  it('put the largest sort first, and last what is not told', () => {
    const cells = [{ code: 'a', registered: null }, { code: 'b', registered: 7 }, { code: 'c', registered: 0 }, { code: 'd', registered: 9 }];
    expect(inOrder(cells).map(({ code }) => code)).toEqual(['d', 'b', 'a']);
  });

  it('draw days as high as the highest allows', () => {
    const trend = [1, 4, 0].map((women, i) => ({ from: `2026-03-0${i + 1}`, women, cooperatives: 0 }));
    expect(barsOf(trend, 'women').map(({ height }) => height)).toEqual([0.25, 1, 0]);
    expect(peakOf(barsOf(trend, 'women'))?.from).toBe('2026-03-02');
    expect(peakOf(barsOf(trend, 'cooperatives'))).toBeNull();
  });

  it('draw no bar for what is not told', () => {
    const trend = [null, 8].map((women, i) => ({ from: `2026-0${i + 1}-01`, women, cooperatives: null }));
    expect(barsOf(trend, 'women')).toMatchObject([{ height: 0, value: null }, { height: 1, value: 8 }]);
    expect(peakOf(barsOf(trend, 'cooperatives'))).toBeNull();
  });

  it('take a month from its first day to its last', () => {
    expect(monthOf(2024, '2')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(monthOf(2026, '12')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(monthOf(2026, '')).toEqual({ from: '', to: '' });
  });
});
