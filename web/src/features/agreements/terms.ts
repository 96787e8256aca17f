import type { Given } from '$/api/types';
import { territory } from '$/api/territory';
import { nameOf } from '$/i18n/format';
import { editionsOf, programmes, type ChosenEdition } from '../registry/editions';

export type Ratification = Given<'Ratification'>;

/** An edition as it is chosen: its programme first. */
export const editionName = (edition: ChosenEdition) => `${nameOf(edition.programme)} – ${nameOf(edition)}`;

/** What a form of agreements offers: regions, and the editions of programmes. */
export async function offers() {
  const [regions, all] = await Promise.all([territory.regions(), programmes()]);
  return { regions, editions: editionsOf(all) };
}
export type Offers = Awaited<ReturnType<typeof offers>>;

/** Says what codes and ids stand for; what nobody knows stays as it is. */
export function namesFrom({ regions, editions }: Offers, partners: { id: string; name_ar: string; name_fr: string }[]) {
  const partner = new Map(partners.map((one) => [one.id, nameOf(one)]));
  const region = new Map(regions.map((one) => [one.code, nameOf(one)]));
  const edition = new Map(editions.map((one) => [one.id, editionName(one)]));
  return {
    partner: (id: string) => partner.get(id) ?? '–',
    region: (code: string) => region.get(code) ?? code,
    edition: (id: string) => edition.get(id) ?? '–',
  };
}
