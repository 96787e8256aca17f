import { matching } from '$/ui/matching';
import { api, isProblem } from './client';
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
  /** Fetches the communes of a region ahead, so that they can be chosen where there is no network. */
  prepare: (region: string) => once(`region ${region}`, async () => (await api.get<Listed<Commune>>('/communes', { region, limit: 2000 })).items),
  /** Places whose name in either script begins like `q`. */
  find: async (q: string, region?: string, signal?: AbortSignal): Promise<Place[]> => {
    try {
      return (await api.get<Listed<Place>>('/places', { q, region, limit: 10 }, { signal })).items;
    } catch (thrown) {
      const ahead = kept.get(`region ${region}`) as Promise<Commune[]> | undefined;
      if (!isProblem(thrown, 'unreachable') || !ahead) throw thrown;
      return matching(await ahead, q).slice(0, 10).map(asPlace);
    }
  },
};

const asPlace = (commune: Commune): Place => ({ ...commune, level: commune.type === 'arrondissement' ? 'arrondissement' : 'commune' });

/** The commune of a code inside a province, for showing what was chosen before. */
export async function communeOf(code: string, province: string): Promise<Place | null> {
  const found = (await territory.communes(province)).find((commune) => commune.code === code);
  return found ? asPlace(found) : null;
}
