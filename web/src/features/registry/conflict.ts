import type { Place } from '$/api/territory';
import { same, usualChoice, type Choice } from '$/ui/versions';
import { groups, type Field } from './fields';
import type { Person, PersonFields } from './types';
import { fieldsOf, valuesOf, type PersonValues } from './values';

type Fields = Partial<PersonFields>;

/**
 * A file as it is changed, with the version that the change began from: a draft of yesterday neither covers what somebody saved
 * since, nor takes the older answers for the reader's own.
 */
export type PersonChange = PersonValues & { etag: string | null; base: PersonValues };

export function changeOf(person: Person, commune: Place | null, etag: string | null): PersonChange {
  return { ...valuesOf(person, commune), etag, base: valuesOf(person, commune) };
}

/** Both sides of a change, as the server takes them. */
export function sidesOf({ etag: _, base, ...mine }: PersonChange): { base: Fields; mine: Fields } {
  return { base: fieldsOf(base), mine: fieldsOf(mine) };
}

export interface Difference {
  field: Field;
  mine: unknown;
  theirs: unknown;
  /** What is taken unless the reader says otherwise: the side that was changed. */
  usual: Choice;
}

/** What a file says; of the birth the day, or else the year. */
export const valueOf = (fields: Fields, field: Field) => (field.kind === 'birth' ? (fields.birth_date ?? fields.birth_year) : fields[field.name]);

/**
 * Where two versions of a file differ. Somebody else's change of a field that the reader left alone stands without being
 * asked about; `base` is the version that the reader began from.
 */
export function differences(base: Fields, mine: Fields, theirs: Fields): Difference[] {
  return groups
    .flatMap(({ fields }) => fields)
    .map((field) => ({ field, base: valueOf(base, field), mine: valueOf(mine, field), theirs: valueOf(theirs, field) }))
    .filter((one) => !same(one.mine, one.theirs))
    .map(({ field, base: before, mine: typed, theirs: kept }) => ({ field, mine: typed, theirs: kept, usual: usualChoice(before, typed) }));
}

/** The version that results: theirs, with the reader's own answer wherever she chose it. */
export function merged(mine: PersonValues, theirs: PersonValues, choices: Record<string, Choice>): PersonValues {
  const result: PersonValues = { ...theirs };
  for (const [name, choice] of Object.entries(choices)) {
    if (choice !== 'mine') continue;
    if (name === 'commune_code') result.commune = mine.commune;
    else if (name === 'birth_date') Object.assign(result, { birth_date: mine.birth_date, birth_year: mine.birth_year });
    else Object.assign(result, { [name]: mine[name as keyof PersonValues] });
  }
  return result;
}
