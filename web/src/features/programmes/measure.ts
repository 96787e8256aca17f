import { shadeOf, steps } from './progress';
import type { Counted, ReportPlace } from './report';

/** What a map shows of each place: a number, or its share of the target. */
export const measures = ['women', 'women_share', 'cooperatives', 'cooperatives_share'] as const;
export type MapMeasure = (typeof measures)[number];

export const isShare = (measure: MapMeasure): boolean => measure.endsWith('_share');
export const countedBy = (measure: MapMeasure): Counted => (measure.startsWith('women') ? 'women' : 'cooperatives');

/** By the code of the place; null where so few are not told, nothing where nothing is aimed at. */
export type Values = Record<string, number | null | undefined>;

export function valuesOf(places: ReportPlace[], measure: MapMeasure): Values {
  const of = countedBy(measure);
  return Object.fromEntries(
    places.map((place) => {
      const [number, target] = [place[of], place[`${of}_target`]];
      if (!isShare(measure) || number === null) return [place.code, number];
      return [place.code, target ? number / target : undefined];
    }),
  );
}

/** The measures that these places have: shares only beside targets. */
export function measuresOf(places: ReportPlace[]): MapMeasure[] {
  return measures.filter((measure) => !isShare(measure) || places.some((place) => place[`${countedBy(measure)}_target`]));
}

/** A class of a map's legend, from the lightest to the darkest. */
export interface Shade {
  shade: number;
  from: number;
  to: number;
}

/** Numbers in five classes of the same width up to the highest; classes that hold no whole number are left out. */
export function shadesOf(values: Values): Shade[] {
  const most = Math.max(0, ...Object.values(values).map((value) => value ?? 0));
  const ends = [0, 1, 2, 3, 4, 5].map((i) => Math.ceil((most * i) / 5));
  return [1, 2, 3, 4, 5].map((shade) => ({ shade, from: ends[shade - 1]! + 1, to: ends[shade]! })).filter(({ from, to }) => from <= to);
}

/** 0 for nothing yet, 1 to 5 for more and more. */
export function shadeBy(measure: MapMeasure, values: Values): (value: number | null | undefined) => number {
  if (isShare(measure)) return (value) => shadeOf(value ?? null);
  const shades = shadesOf(values);
  return (value) => (value ? shades.find(({ to }) => value <= to)!.shade : 0);
}

/** The classes of shares, by quarters of the target; the last is of those that have reached it. */
export const shareShades: Shade[] = [0, ...steps].map((from, i) => ({ shade: i + 1, from, to: steps[i] ?? Infinity }));
