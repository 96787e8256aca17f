import { api } from '$/api/client';
import { language } from '$/i18n/index.svelte';
import type { Named } from '$/ui/matching';
import type { Commune, Province, Region } from './types';

/** Fetched once; when that failed, again. */
function once<T>(path: string): () => Promise<T[]> {
  let asked: Promise<T[]> | null = null;
  return () => {
    asked ??= api.get<{ items: T[] }>(path).then(({ items }) => items);
    asked.catch(() => (asked = null));
    return asked;
  };
}

export const allRegions = once<Region>('/regions');
export const allProvinces = once<Province>('/provinces');

export async function communesOf(province: string): Promise<Commune[]> {
  return (await api.get<{ items: Commune[] }>('/self/communes', { province })).items;
}

/** The name in the reader's script. */
export const placeName = (place: Named) => (language() === 'ar' ? place.name_ar : place.name_fr);
