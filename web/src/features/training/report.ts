import type { Audience, Subject, TrainingLine } from './session';

export const measures = ['present', 'invited', 'sessions'] as const;
export type Measure = (typeof measures)[number];
/** A place of the table, with its line for all subjects and for each. */
export interface PlaceRow {
  place: string;
  whole: TrainingLine;
  of: Partial<Record<Subject, TrainingLine>>;
}

const placeOf = ({ region_code, province_code }: TrainingLine): string => province_code ?? region_code ?? '';

/** The places of an audience: of the nation its regions, of one region (or a reader's own) its provinces. */
export function rowsOf(lines: TrainingLine[], audience: Audience, region = ''): PlaceRow[] {
  const rows = new Map<string, PlaceRow>();
  const told = lines.filter((line) => line.audience === audience && (region ? line.region_code === region : true));
  const deep = Boolean(region) || !told.some(({ region_code }) => region_code === null);
  for (const line of told) {
    if (!deep && line.province_code !== null) continue;
    const place = placeOf(line);
    const row = rows.get(place) ?? { place, whole: line, of: {} };
    if (line.subject) row.of[line.subject] = line;
    rows.set(place, row);
  }
  return [...rows.values()];
}

/** Regions of which there is something to tell; empty for a reader of less than the nation. */
export const regionsIn = (lines: TrainingLine[], audience: Audience): string[] =>
  lines.some(({ region_code }) => region_code === null)
    ? [...new Set(lines.flatMap((line) => (line.audience === audience && line.region_code ? [line.region_code] : [])))]
    : [];

/** Whether something of the table is left out. */
export const isSuppressed = (rows: PlaceRow[], measure: Measure): boolean =>
  rows.some(({ whole, of }) => [whole, ...Object.values(of)].some((line) => line[measure] === null));
