import { api } from '$/api/client';
import type { Listed } from '$/api/types';
import type { Partner } from './agreement';

/** Partners by part of the name in either script; at most ten. */
export async function searchPartners(q: string, signal?: AbortSignal): Promise<Partner[]> {
  return (await api.get<Listed<Partner>>('/partners', { q, state: 'active', limit: 10 }, { signal })).items;
}
