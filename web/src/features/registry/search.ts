import { api } from '$/api/client';
import type { Listed } from '$/api/types';
import type { PersonSummary } from './types';

/** Files by reference, national id, phone or part of a name in either script; at most twenty. */
export async function searchPersons(q: string, signal?: AbortSignal): Promise<PersonSummary[]> {
  return (await api.post<Listed<PersonSummary>>('/persons/search', { q }, { signal })).items;
}
