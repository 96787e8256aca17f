import type { Given } from '$/api/types';

export type Target = Pick<Given<'Target'>, 'region_code' | 'province_code' | 'year' | 'measure' | 'value'>;
/** A place with both of its targets as they are typed; '' where none is set. */
export interface TargetRow {
  province_code: string | null;
  women: string;
  cooperatives: string;
}

const measures = ['women', 'cooperatives'] as const;

/** The region's own row first, then its provinces. */
export function rowsOf(targets: Target[], region: string, provinces: string[], year: number): TargetRow[] {
  const typed = (province: string | null, measure: Target['measure']) => {
    const found = targets.find((one) => one.region_code === region && one.province_code === province && one.year === year && one.measure === measure);
    return found ? String(found.value) : '';
  };
  return [null, ...provinces].map((province) => ({
    province_code: province, women: typed(province, 'women'), cooperatives: typed(province, 'cooperatives'),
  }));
}

function valueOf(typed: string): number | null {
  if (typed === '') return null;
  return /^\d+$/.test(typed) ? Number(typed) : NaN;
}

/** The targets that differ from those that were read: one that was emptied is null, what is no number comes out as NaN. */
export function changesIn(before: TargetRow[], after: TargetRow[], region: string, year: number) {
  return after.flatMap((row, i) =>
    measures
      .filter((measure) => row[measure].trim() !== before[i]![measure])
      .map((measure) => ({
        region_code: region,
        ...(row.province_code && { province_code: row.province_code }),
        year,
        measure,
        value: valueOf(row[measure].trim()),
      })),
  );
}

const sumOf = (rows: TargetRow[]) => rows.reduce((sum, { women }) => sum + (Number(women) || 0), 0);

/** What the region's women target is above the sum of its provinces'; below zero when these are more. */
export function leftOver([whole, ...provinces]: TargetRow[]): number {
  if (!whole?.women.trim() || provinces.every(({ women }) => women === '')) return 0;
  return (Number(whole.women) || 0) - sumOf(provinces);
}

/** What the women target of a region is where none is set for itself: its provinces' together. */
export function sumInstead([whole, ...provinces]: TargetRow[]): number | null {
  return whole && !whole.women.trim() ? sumOf(provinces) || null : null;
}

/** The places whose women target is below the number that was selected there already. */
export function belowSelected(rows: TargetRow[], selected: Map<string, number>): { province_code: string | null; selected: number }[] {
  return rows.flatMap(({ province_code, women }) => {
    const already = selected.get(province_code ?? '') ?? 0;
    return /^\d+$/.test(women.trim()) && Number(women) < already ? [{ province_code, selected: already }] : [];
  });
}
