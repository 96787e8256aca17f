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

export interface Bar {
  from: string;
  x: number;
  height: number;
  value: number;
}

/** Bars of a trend from 0 to 1: where each stands, and how high it is. */
export function barsOf(trend: TrendPoint[]): Bar[] {
  const most = Math.max(1, ...trend.map(({ women }) => women));
  return trend.map(({ from, women }, i) => ({ from, x: i / trend.length, height: women / most, value: women }));
}

/** The first of the bars that are highest; null when all are empty. */
export function peakOf(trend: TrendPoint[]): TrendPoint | null {
  return trend.reduce<TrendPoint | null>((best, one) => (one.women > (best?.women ?? 0) ? one : best), null);
}

/** A place of a report as a line of the table of places. */
export function rowOf({ code, women, women_target, cooperatives, cooperatives_target }: ReportPlace) {
  return { code, women: { registered: women, target: women_target }, cooperatives: { registered: cooperatives, target: cooperatives_target } };
}
