export interface Column {
  heading: string;
  field: string | null;
}
export interface Import {
  id: string;
  file_name: string;
  edition_id: string;
  region_code: string;
  dry_run: boolean;
  state: 'needs_mapping' | 'running' | 'done' | 'failed' | 'cancelled';
  columns: Column[];
  fields: string[];
  missing_fields: string[];
  rows_total: number | null;
  rows_done: number;
  registered: number;
  refused: number;
  duplicates: number;
  refused_reasons: { code: string; count: number }[];
  problem: string | null;
  problem_title: string | null;
  started_at: string;
  finished_at: string | null;
  started_by_name: string;
}
export interface ImportRow {
  row: number;
  outcome: Outcome;
  reasons: { code: string; field: string; message: string }[];
  person_id: string | null;
  reference: string | null;
}
export const outcomes = ['registered', 'refused', 'duplicate'] as const;
export type Outcome = (typeof outcomes)[number];

export const tones = { needs_mapping: 'warning', running: 'info', done: 'success', failed: 'danger', cancelled: 'neutral' } as const;

/** Whether more is to come by itself. */
export function isMoving({ state }: Pick<Import, 'state'>): boolean {
  return state === 'running';
}

/** What one heading is given to is taken from any other: a field stands in one column. */
export function mapped(columns: Column[], heading: string, field: string | null): Column[] {
  return columns.map((column) => {
    if (column.heading === heading) return { heading, field };
    return field && column.field === field ? { ...column, field: null } : column;
  });
}

const nameParts: [string, string][] = [['given_name', 'family_name'], ['given_name_ar', 'family_name_ar'], ['given_name_latin', 'family_name_latin']];

/** What nobody can be registered without and no column gives: "full_name", "birth_date", "commune". */
export function stillMissing(columns: Column[]): string[] {
  const given = new Set(columns.map(({ field }) => field));
  const named = given.has('full_name') || nameParts.some((parts) => parts.every((part) => given.has(part)));
  return [...(named ? [] : ['full_name']), ...['birth_date', 'commune'].filter((field) => !given.has(field))];
}
