import { api } from './client';
import type { Given, Listed } from './types';

export type Region = Given<'Region'>;
export type Province = Given<'Province'>;
export type Commune = Given<'Commune'>;
/** A place that was found, or that a record names. */
export interface Place {
  code: string;
  name_ar: string;
  name_fr: string;
  level: 'region' | 'province' | 'commune' | 'arrondissement';
  province_name_ar?: string | null;
  province_name_fr?: string | null;
  region_name_ar?: string | null;
  region_name_fr?: string | null;
}

// Places do not change while a page is open; a request that failed is asked again the next time.
const kept = new Map<string, Promise<unknown>>();
function once<T>(name: string, load: () => Promise<T>): Promise<T> {
  const known = kept.get(name) as Promise<T> | undefined;
  if (known) return known;
  const loading = load();
  kept.set(name, loading);
  loading.catch(() => kept.delete(name));
  return loading;
}

export const territory = {
  regions: () => once('regions', async () => (await api.get<Listed<Region>>('/regions')).items),
  provinces: (region?: string) =>
    once(`provinces ${region ?? ''}`, async () => (await api.get<Listed<Province>>('/provinces', { region })).items),
  communes: (province: string) =>
    once(`communes ${province}`, async () => (await api.get<Listed<Commune>>('/communes', { province, limit: 200 })).items),
  /** Places whose name in either script begins like `q`. */
  find: async (q: string, region?: string, signal?: AbortSignal) =>
    (await api.get<Listed<Place>>('/places', { q, region, limit: 10 }, { signal })).items,
};

/** The commune of a code inside a province, for showing what was chosen before. */
export async function communeOf(code: string, province: string): Promise<Place | null> {
  const found = (await territory.communes(province)).find((commune) => commune.code === code);
  return found ? { ...found, level: found.type === 'arrondissement' ? 'arrondissement' : 'commune' } : null;
}
