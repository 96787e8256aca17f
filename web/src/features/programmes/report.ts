import type { Given } from '$/api/types';

export type Report = Given<'Report'>;
export type ReportPlace = Given<'ReportPlace'>;
export type ReportCell = Given<'ReportCell'>;
export type TrendPoint = Given<'TrendPoint'>;

/** What narrows a report; an empty text asks for everyone. */
export interface Cut {
  province: string;
  from: string;
  to: string;
  group: string;
  disability: string;
  area: string;
  phase: string;
}

export const wholeYear: Cut = { province: '', from: '', to: '', group: '', disability: '', area: '', phase: '' };
export const phases = ['registered', 'eligible', 'waiting', 'selected', 'trained', 'accompanied', 'financed', 'in_market', 'graduated', 'rejected'] as const;
export const sorts = ['group', 'disability', 'area', 'phase'] as const;

/** How many filters are in use. */
export const cutsIn = (cut: Cut): number => Object.values(cut).filter(Boolean).length;

/** For who may not see the persons: the cut chosen last alone, for two together would tell of people. */
export function oneOf(cut: Cut, last: keyof Cut): Cut {
  if (last === 'from' || last === 'to' || last === 'province') return { ...cut, group: '', disability: '', area: '', phase: '' };
  return { ...wholeYear, [last]: cut[last] };
}

/** The largest first, those of nobody left out; those that are not told stand last. */
export function inOrder(cells: ReportCell[]): ReportCell[] {
  const rank = ({ registered }: ReportCell) => registered ?? 0;
  return cells.filter(({ registered }) => registered !== 0).sort((a, b) => rank(b) - rank(a));
}

/** The first and the last day of a month, as who may not see the persons chooses a period; empty texts for none. */
export function monthOf(year: number, month: string): Pick<Cut, 'from' | 'to'> {
  if (!month) return { from: '', to: '' };
  const last = new Date(Date.UTC(year, Number(month), 0)).getUTCDate();
  const begin = `${year}-${month.padStart(2, '0')}`;
  return { from: `${begin}-01`, to: `${begin}-${last}` };
}

export interface Bar {
  from: string;
  x: number;
  height: number;
  /** Null where so few are not told. */
  value: number | null;
}

export type Counted = 'women' | 'cooperatives';

/** Bars of a trend from 0 to 1: where each stands, and how high it is. */
export function barsOf(trend: TrendPoint[], of: Counted): Bar[] {
  const most = Math.max(1, ...trend.map((point) => point[of] ?? 0));
  return trend.map((point, i) => ({ from: point.from, x: i / trend.length, height: (point[of] ?? 0) / most, value: point[of] }));
}

/** The first of the bars that are highest; null when all are empty or not told. */
export function peakOf(bars: Bar[]): Bar | null {
  return bars.reduce<Bar | null>((best, one) => ((one.value ?? 0) > (best?.value ?? 0) ? one : best), null);
}

/** A place of a report as a line of the table of places. */
export function rowOf({ code, women, women_target, cooperatives, cooperatives_target }: ReportPlace) {
  return { code, women: { registered: women, target: women_target }, cooperatives: { registered: cooperatives, target: cooperatives_target } };
}
