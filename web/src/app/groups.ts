/** What the entries of the navigation are about, in the order in which they stand. */
export type NavGroup = 'home' | 'registry' | 'way' | 'management';
const groups: NavGroup[] = ['home', 'registry', 'way', 'management'];

export interface Ordered {
  order: number;
  group?: NavGroup;
}

/** An entry that does not say what it is about tells it by its place. */
export function groupOf({ order, group }: Ordered): NavGroup {
  return group ?? (order === 0 ? 'home' : order < 30 ? 'registry' : order < 70 ? 'way' : 'management');
}

/** The entries by what they are about; each keeps its place among its own. */
export function grouped<T extends Ordered>(entries: T[]): { group: NavGroup; entries: T[] }[] {
  return groups
    .map((group) => ({ group, entries: entries.filter((entry) => groupOf(entry) === group) }))
    .filter((one) => one.entries.length > 0);
}
