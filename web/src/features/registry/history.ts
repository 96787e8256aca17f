import type { Change } from './types';

// What follows from other fields or tells how the record is kept, and is no news of its own.
const derived = new Set(['version', 'updated_at', 'region_code', 'province_code', 'has_disability', 'state', 'merged_into']);

export interface FieldChange {
  name: string;
  before: unknown;
  after: unknown;
  /** This reader may not see what it was and is. */
  hidden: boolean;
}

type Difference = Change['difference'];

/** A birth is told once: by the day, or by the year on the side where no day was known. */
function withOneBirth({ birth_year, ...rest }: Difference): Difference {
  if (birth_year === undefined || rest.birth_date === null) return rest;
  const [before, after] = rest.birth_date ?? [null, null];
  return { ...rest, birth_date: birth_year && [before ?? birth_year[0], after ?? birth_year[1]] };
}

/** The fields that somebody changed. */
export function changesOf({ difference }: Pick<Change, 'difference'>): FieldChange[] {
  return Object.entries(withOneBirth(difference))
    .filter(([name]) => !derived.has(name))
    .map(([name, change]) => ({ name, before: change?.[0], after: change?.[1], hidden: change === null }));
}
