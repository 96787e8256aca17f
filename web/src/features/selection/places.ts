import { territory } from '$/api/territory';
import { nameOf } from '$/i18n/format';
import { communeNamed } from '../registry/places';
import { placesIn } from './rules';
import type { Plan, Rule } from './types';

async function nameOfPlace(code: string): Promise<string> {
  const depth = code.split('.').length;
  if (depth > 2) {
    const commune = await communeNamed(code);
    return commune ? nameOf(commune) : code;
  }
  const places = depth === 1 ? await territory.regions() : await territory.provinces(code.split('.')[0]);
  const found = places.find((place) => place.code === code);
  return found ? nameOf(found) : code;
}

/** Names of places by their codes; a place that cannot be named keeps its code. */
export async function placeNames(codes: string[]): Promise<Map<string, string>> {
  return new Map(await Promise.all(codes.map(async (code) => [code, await nameOfPlace(code).catch(() => code)] as const)));
}

/** Every condition that a plan holds, wherever it stands in it. */
export function rulesOf(plan: Pick<Plan, 'rules' | 'criteria' | 'reserves'>): Rule[] {
  return [...plan.rules, ...plan.criteria.flatMap(({ bands }) => bands.map(({ when }) => when)), ...plan.reserves.map(({ group }) => group)];
}

export const placeNamesOf = (plan: Pick<Plan, 'rules' | 'criteria' | 'reserves'>) => placeNames(placesIn(rulesOf(plan)));
