import { same } from '$/ui/versions';
import type { Given } from '$/api/types';
import { valueOf } from '../registry/conflict';
import { groups, type Field } from '../registry/fields';
import type { Person } from '../registry/types';

export type Group = Given<'GroupDetail'>;
export type ListedGroup = Given<'DuplicateGroup'>;
export type Decision = Given<'GroupDecision'>;

/** A field that at least one of the files answers, and whether they agree. */
export interface Row {
  field: Field;
  values: unknown[];
  agree: boolean;
}

const known = (value: unknown) => !same(value, null);

/** What differs first, for that is what one decides by. */
export function rowsOf(files: Person[]): Row[] {
  const rows = groups
    .flatMap(({ fields }) => fields)
    .map((field) => ({ field, values: files.map((file) => valueOf(file, field)) }))
    .filter(({ values }) => values.some(known))
    .map((row) => ({ ...row, agree: row.values.every((value) => same(value, row.values[0])) }));
  return [...rows.filter(({ agree }) => !agree), ...rows.filter(({ agree }) => agree)];
}

const seen = ({ id, version }: Person) => ({ id, version });

/** What is sent: the ticked files become the kept one; the others are told apart if there is a reason. */
export function choiceOf(files: Person[], kept: string, ticked: Set<string>, reason?: string) {
  const others = files.filter(({ id }) => id !== kept);
  return {
    kept: seen(files.find(({ id }) => id === kept)!),
    merged: others.filter(({ id }) => ticked.has(id)).map(seen),
    apart: reason ? others.filter(({ id }) => !ticked.has(id)).map(seen) : [],
    ...(reason ? { reason } : {}),
  };
}
