import { api } from '$/api/client';
import type { Commune } from '$/api/territory';
import type { Listed } from '$/api/types';
import { current } from '$/app/session.svelte';

// A page of a national list names communes of many provinces: a region at a time is at most twelve questions.
const kept = new Map<string, Promise<Map<string, Commune>>>();

async function read(region: string): Promise<Map<string, Commune>> {
  const { items } = await api.get<Listed<Commune>>('/communes', { region, limit: 2000 });
  return new Map(items.map((commune) => [commune.code, commune]));
}

/** The commune of a code ("10.261.01.03"). */
export async function communeNamed(code: string): Promise<Commune | undefined> {
  const region = code.split('.')[0]!;
  const known = kept.get(region) ?? read(region);
  kept.set(region, known);
  known.catch(() => kept.delete(region));
  return (await known).get(code);
}

/** The region in which the reader works; nothing for who sees several, or the whole nation. */
export function ownRegion(): string | undefined {
  const regions = (current.session?.assignments ?? []).map(({ scope }) => scope.region_code ?? undefined);
  return new Set(regions).size === 1 ? regions[0] : undefined;
}
