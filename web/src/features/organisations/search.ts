import { api } from '$/api/client';
import type { Listed } from '$/api/types';
import type { OrganisationSummary } from './organisation';

/** Cooperatives and companies by reference or part of the name in either script; at most twenty. */
export async function searchOrganisations(q: string, signal?: AbortSignal): Promise<OrganisationSummary[]> {
  return (await api.post<Listed<OrganisationSummary>>('/organisations/search', { q }, { signal })).items;
}
