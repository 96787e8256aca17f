import { api } from '$/api/client';
import type { Given, Listed, Session } from '$/api/types';

export type Centre = Given<'Centre'>;

// A launch day registers many women of one region: its centres are asked for once.
const ofRegion = new Map<string, Promise<Centre[]>>();
const byId = new Map<string, Promise<Centre>>();

function once<T>(kept: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const known = kept.get(key) ?? read();
  kept.set(key, known);
  known.catch(() => kept.delete(key));
  return known;
}

/** The open centres of a region in which the reader works. */
export function centresOf(region: string): Promise<Centre[]> {
  return once(ofRegion, region, async () => (await api.get<Listed<Centre>>('/centres', { region, state: 'open', limit: 200 })).items);
}

/** A centre, open or not. */
export function centreOf(id: string): Promise<Centre> {
  return once(byId, id, () => api.get<Centre>(`/centres/${id}`));
}

/** The centre of whose staff she is; nothing for who works above the centres, or in several. */
export function ownCentre(session: Pick<Session, 'assignments'> | null): string | undefined {
  const centres = (session?.assignments ?? []).map(({ scope }) => (scope.level === 'centre' ? scope.code : undefined));
  return new Set(centres).size === 1 ? centres[0] : undefined;
}
