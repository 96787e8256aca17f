import { describe, expect, it } from 'vitest';
import { isSuppressed, keyOf, linesOf, several, type ConvergenceLine } from './convergence';

const line = (region_code: string | null, province_code: string | null, any: number | null, commune_code: string | null = null): ConvergenceLine => ({
  region_code, province_code, commune_code, any, one: any, two: 0, three: 0, programmes: [{ programme_id: 'awrach', persons: any }],
});
const table = [line(null, null, 12), line('01', null, 0), line('10', null, 12), line('10', '10.261', 12), line('10', '10.261', 12, '10.261.01.03')];

describe('the table of convergence', () => {
  it('shows the total and the regions first, and of a chosen region its provinces', () => {
    expect(linesOf(table, '').map(keyOf)).toEqual(['total', '01', '10']);
    expect(linesOf(table, '10').map(keyOf)).toEqual(['10', '10.261']);
  });
  it('goes down to the communes of a chosen province', () => {
    expect(linesOf(table, '10', '10.261').map(keyOf)).toEqual(['10.261', '10.261.01.03']);
  });
  it('knows when a number is left out', () => {
    expect(isSuppressed(table)).toBe(false);
    expect(isSuppressed([line('01', null, null)])).toBe(true);
    expect(several({ two: 3, three: 2 })).toBe(5);
    expect(several({ two: null, three: 2 })).toBeNull();
  });
});
