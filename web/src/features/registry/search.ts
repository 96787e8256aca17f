import { api } from '$/api/client';
import type { Listed } from '$/api/types';
import { searchOrganisations } from '../organisations/search';
import type { Hit } from './hits';
import type { PersonSummary } from './types';

/** Files by reference, national id, phone or part of a name in either script; at most twenty. */
export async function searchPersons(q: string, signal?: AbortSignal): Promise<PersonSummary[]> {
  return (await api.post<Listed<PersonSummary>>('/persons/search', { q }, { signal })).items;
}

/** Persons, then cooperatives and companies. */
export async function searchFiles(q: string, signal?: AbortSignal): Promise<Hit[]> {
  const [persons, organisations] = await Promise.all([searchPersons(q, signal), searchOrganisations(q, signal)]);
  return [...persons.map((person) => ({ person })), ...organisations.map((organisation) => ({ organisation }))];
}
