import { api } from '$/api/client';
import { language } from '$/i18n/index.svelte';
import type { Named } from './matching';
import type { Commune, Province } from './types';

let provinces: Promise<Province[]> | null = null;

export function allProvinces(): Promise<Province[]> {
  provinces ??= api.get<{ items: Province[] }>('/provinces').then(({ items }) => items);
  provinces.catch(() => (provinces = null));
  return provinces;
}

export async function communesOf(province: string): Promise<Commune[]> {
  return (await api.get<{ items: Commune[] }>('/self/communes', { province })).items;
}

/** The name in the reader's script. */
export const placeName = (place: Named) => (language() === 'ar' ? place.name_ar : place.name_fr);
