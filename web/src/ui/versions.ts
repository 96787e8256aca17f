/** Whose answer stands where two people changed the same record. */
export type Choice = 'mine' | 'theirs';

const none = (value: unknown) => value === null || value === undefined || (Array.isArray(value) && value.length === 0);

export function same(one: unknown, other: unknown): boolean {
  return none(one) ? none(other) : JSON.stringify(one) === JSON.stringify(other);
}

/** What is taken unless the reader says otherwise: the side that was changed since `base`, which she saw. */
export function usualChoice(base: unknown, mine: unknown): Choice {
  return same(base, mine) ? 'theirs' : 'mine';
}
