import { api } from '$/api/client';
import type { Given, Listed, Session } from '$/api/types';

export type Centre = Given<'Centre'>;

// A launch day registers many women of one region: its centres are asked for once.
const kept = new Map<string, Promise<Centre[]>>();

async function read(region: string): Promise<Centre[]> {
  const { items } = await api.get<Listed<Centre>>('/centres', { region, state: 'open', limit: 200 });
  return items;
}

/** The open centres of a region in which the reader works. */
export function centresOf(region: string): Promise<Centre[]> {
  const known = kept.get(region) ?? read(region);
  kept.set(region, known);
  known.catch(() => kept.delete(region));
  return known;
}

/** The centre of whose staff she is; nothing for who works above the centres, or in several. */
export function ownCentre(session: Pick<Session, 'assignments'> | null): string | undefined {
  const centres = (session?.assignments ?? []).map(({ scope }) => (scope.level === 'centre' ? scope.code : undefined));
  return new Set(centres).size === 1 ? centres[0] : undefined;
}
