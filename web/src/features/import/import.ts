import type { Given } from '$/api/types';

export type Column = Given<'ImportColumn'>;
export type Import = Given<'Import'>;
export type ImportRow = Given<'ImportRow'>;
export const outcomes = ['registered', 'refused', 'duplicate'] as const;
export type Outcome = (typeof outcomes)[number];

export const tones = { needs_mapping: 'warning', running: 'info', done: 'success', failed: 'danger', cancelled: 'neutral' } as const;

/** Whether more is to come by itself. */
export function isMoving({ state }: Pick<Import, 'state'>): boolean {
  return state === 'running';
}

/** What one column is given is taken from any other: a field stands in one column. Two may have one heading. */
export function mapped(columns: Column[], at: number, field: string | null): Column[] {
  return columns.map((column, index) => {
    if (index === at) return { ...column, field };
    return field && column.field === field ? { ...column, field: null } : column;
  });
}

/** Whether somebody says what the column holds: nobody does of one in which nothing stands, or that our own files have. */
export function isAsked({ heading, field }: Column, own: string[]): boolean {
  return heading !== '' && (field !== null || !own.includes(heading));
}

/** The text of why rows are refused, without the figures of one field. */
export const reasonKey = (code: string, hasText: (key: string) => boolean): string =>
  [`import.reason.${code}`, `error.${code}`].find(hasText) ?? code;

const nameParts: [string, string][] = [['given_name', 'family_name'], ['given_name_ar', 'family_name_ar'], ['given_name_latin', 'family_name_latin']];

/** What nobody can be registered without and no column gives: "full_name", "birth_date", "commune". */
export function stillMissing(columns: Column[]): string[] {
  const given = new Set(columns.map(({ field }) => field));
  const named = given.has('full_name') || nameParts.some((parts) => parts.every((part) => given.has(part)));
  return [...(named ? [] : ['full_name']), ...['birth_date', 'commune'].filter((field) => !given.has(field))];
}
