import type { Given } from '$/api/types';
import { wholeNumber } from '$/ui/digits';
import { usualChoice, type Choice } from '$/ui/versions';

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
  return wholeNumber(typed) ?? NaN;
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

/** One target of a row, by its province ('' for the region) and measure. */
export type Cell = `${string}/${(typeof measures)[number]}`;

export function typedIn(rows: TargetRow[], cell: Cell): string {
  const [province, measure] = cell.split('/') as [string, (typeof measures)[number]];
  return rows.find(({ province_code }) => (province_code ?? '') === province)?.[measure].trim() ?? '';
}

/** The targets that both have changed since `before`, each to something else. */
export function conflictsIn(before: TargetRow[], mine: TargetRow[], theirs: TargetRow[]): { name: Cell; usual: Choice }[] {
  return before.flatMap(({ province_code }) =>
    measures.flatMap((measure) => {
      const name: Cell = `${province_code ?? ''}/${measure}`;
      const [was, typed, saved] = [before, mine, theirs].map((rows) => typedIn(rows, name)) as [string, string, string];
      return typed !== was && saved !== was && typed !== saved ? [{ name, usual: usualChoice(was, typed) }] : [];
    }),
  );
}

/** What is to stand: theirs, but for what she alone has changed, and what she keeps of the rest. */
export function resolved(before: TargetRow[], mine: TargetRow[], theirs: TargetRow[], choices: Record<string, Choice>): TargetRow[] {
  return theirs.map((row) => {
    const one = { ...row };
    for (const measure of measures) {
      const name: Cell = `${row.province_code ?? ''}/${measure}`;
      const typed = typedIn(mine, name);
      if (typed !== typedIn(before, name) && choices[name] !== 'theirs') one[measure] = typed;
    }
    return one;
  });
}

const sumOf = (rows: TargetRow[]) => rows.reduce((sum, { women }) => sum + (wholeNumber(women) ?? 0), 0);

/** What the region's women target is above the sum of its provinces'; below zero when these are more. */
export function leftOver([whole, ...provinces]: TargetRow[]): number {
  if (!whole?.women.trim() || provinces.every(({ women }) => women === '')) return 0;
  return (wholeNumber(whole.women) ?? 0) - sumOf(provinces);
}

/** What the women target of a region is where none is set for itself: its provinces' together. */
export function sumInstead([whole, ...provinces]: TargetRow[]): number | null {
  return whole && !whole.women.trim() ? sumOf(provinces) || null : null;
}

/** The places whose women target is below the number that was selected there already. */
export function belowSelected(rows: TargetRow[], selected: Map<string, number>): { province_code: string | null; selected: number }[] {
  return rows.flatMap(({ province_code, women }) => {
    const already = selected.get(province_code ?? '') ?? 0;
    return (wholeNumber(women) ?? already) < already ? [{ province_code, selected: already }] : [];
  });
}
