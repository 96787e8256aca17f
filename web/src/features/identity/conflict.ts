import { same, usualChoice, type Choice } from '$/ui/versions';
import { draftOf, type User, type UserValues } from './types';

export const userFields = ['full_name', 'user_name', 'language', 'assignments'] as const;
export type UserField = (typeof userFields)[number];

/** An account as it is edited. */
export function valuesOf({ full_name, user_name, language, assignments }: User): UserValues {
  return { full_name, user_name, language, assignments: assignments.map(draftOf) };
}

/** Where what was typed and what was saved meanwhile differ; `base` is the version that the reader saw. */
export function differences(base: UserValues, mine: UserValues, theirs: UserValues): { name: UserField; usual: Choice }[] {
  return userFields
    .filter((name) => !same(mine[name], theirs[name]))
    .map((name) => ({ name, usual: usualChoice(base[name], mine[name]) }));
}

/** The version that results: theirs, with the reader's own answer wherever she chose it. */
export function merged(mine: UserValues, theirs: UserValues, choices: Record<string, Choice>): UserValues {
  const own = userFields.filter((name) => choices[name] === 'mine').map((name) => [name, mine[name]]);
  return { ...theirs, ...Object.fromEntries(own) };
}
