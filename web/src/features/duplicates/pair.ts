import { same } from '$/ui/versions';
import type { Given } from '$/api/types';
import { valueOf } from '../registry/conflict';
import { groups, type Field } from '../registry/fields';
import type { Person, PersonFields } from '../registry/types';

export type Pair = Given<'DuplicatePair'>;
export type Detail = Given<'DuplicateDetail'>;
export type Summary = Given<'DuplicateSummary'>;
export type Side = 'a' | 'b';
export const sides = ['a', 'b'] as const;
export const states = ['open', 'same', 'different'] as const;

export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/** A field that at least one of the two files answers. */
export interface Line {
  field: Field;
  a: unknown;
  b: unknown;
  kind: 'same' | 'differs' | 'one';
}

const known = (value: unknown) => !same(value, null);

export function linesOf(a: Person, b: Person): Line[] {
  return groups
    .flatMap(({ fields }) => fields)
    .filter(({ kind }) => kind !== 'centre') // it comes with the kept file
    .map((field) => ({ field, a: valueOf(a, field), b: valueOf(b, field) }))
    .filter((line) => known(line.a) || known(line.b))
    .map((line) => ({ ...line, kind: same(line.a, line.b) ? 'same' : known(line.a) && known(line.b) ? 'differs' : 'one' }));
}

/** What goes with a field: the day and the year of a birth, the day of a consent and how it was given. */
const together: Record<string, (keyof PersonFields)[]> = {
  birth_date: ['birth_date', 'birth_year'],
  consent_method: ['consent_method', 'consent_on'],
};
const namesOf = ({ name }: Field): string[] => together[name] ?? [name];

/** Which file answers each field unless the reviewer says otherwise. */
export function suggestedChoices(detail: Pick<Detail, 'a' | 'suggestion'>, lines: Line[]): Record<string, Side> {
  const kept: Side = detail.suggestion.kept === detail.a.id ? 'a' : 'b';
  const take = new Set(detail.suggestion.take);
  return Object.fromEntries(
    lines
      .filter(({ kind }) => kind !== 'same')
      .map(({ field }) => [field.name, namesOf(field).some((name) => take.has(name)) ? otherSide(kept) : kept]),
  );
}

// Not asked about, and still not lost: they come from the other file where the kept one has none.
const silent = ['centre_id', 'consent_on'] as const;

/** The fields that the kept file takes over from the other. */
export function takenFields(files: Record<Side, Person>, choices: Record<string, Side>, kept: Side): string[] {
  const [keeps, gives] = [files[kept], files[otherSide(kept)]];
  const chosen = linesOf(files.a, files.b)
    .filter(({ field, kind }) => kind !== 'same' && choices[field.name] === otherSide(kept))
    .flatMap(({ field }) => namesOf(field));
  const lacking = silent.filter((name) => !known(keeps[name]) && known(gives[name]));
  return [...new Set([...chosen, ...lacking])];
}

export type Command = 'down' | 'up' | Side | 'merge' | 'different' | 'next' | 'previous' | 'undo' | 'keys';

const letters: Record<string, Command> = { j: 'down', k: 'up', m: 'merge', d: 'different', n: 'next', p: 'previous', u: 'undo' };
const named: Record<string, Command> = { ArrowDown: 'down', ArrowUp: 'up', Enter: 'merge', '?': 'keys', '؟': 'keys' };

/**
 * What a key asks for. An arrow picks the side that it points to as one sees it: the first file stands where the lines
 * begin. Letters are those of the keyboard where it writes Latin, else those that stand in their place on one that does.
 */
export function commandOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>, direction: 'rtl' | 'ltr'): Command | null {
  if (key === 'ArrowLeft') return direction === 'rtl' ? 'b' : 'a';
  if (key === 'ArrowRight') return direction === 'rtl' ? 'a' : 'b';
  const letter = /^[a-z]$/i.test(key) ? key.toLowerCase() : /^\p{L}+$/u.test(key) && key.length <= 2 ? code.replace('Key', '').toLowerCase() : '';
  return named[key] ?? letters[letter] ?? null;
}
