import type { Place } from '$/api/territory';
import type { Registration } from '../registry/types';

export const kinds = ['cooperative', 'company'] as const;
export const legalStates = ['forming', 'registered'] as const;
export const roles = ['president', 'manager', 'treasurer', 'secretary', 'member', 'partner'] as const;

export interface Member {
  person_id: string | null;
  full_name: string | null;
  role: string;
  national_id: string | null;
  phone: string | null;
}
export interface OrganisationFields {
  kind: string;
  name_ar: string | null;
  name_latin: string | null;
  legal_state: string;
  registration_number: string | null;
  ice: string | null;
  founded_on: string | null;
  activity: string | null;
  phone: string | null;
  email: string | null;
  commune_code: string;
  locality: string | null;
  address: string | null;
  members_total: number | null;
  members_women: number | null;
  members: Member[];
  notes: string | null;
  consent_on: string | null;
  centre_id: string | null;
}
export interface Organisation extends OrganisationFields {
  id: string;
  reference: string;
  region_code: string;
  province_code: string;
  state: 'active' | 'withdrawn' | 'merged';
  registered_at: string;
  registered_by: string;
  registered_by_name: string;
  version: number;
  updated_at: string;
  registrations: Registration[];
}
export type OrganisationSummary = Pick<
  Organisation,
  | 'id' | 'reference' | 'kind' | 'name_ar' | 'name_latin' | 'legal_state' | 'activity' | 'commune_code' | 'province_code' | 'region_code'
  | 'members_total' | 'members_women' | 'state' | 'registered_at' | 'version'
>;

/** A member as she is typed; with `person_id` her name is that of her file. */
export interface MemberValues {
  person_id: string;
  full_name: string;
  role: string;
  national_id: string;
  phone: string;
}
/** An organisation as it is typed: every answer a text, '' for none. */
export interface OrganisationValues {
  kind: string;
  name_ar: string;
  name_latin: string;
  legal_state: string;
  registration_number: string;
  ice: string;
  founded_on: string;
  activity: string;
  phone: string;
  email: string;
  commune: Place | null;
  locality: string;
  address: string;
  members_total: string;
  members_women: string;
  members: MemberValues[];
  notes: string;
  consent: boolean;
}

export const blank: OrganisationValues = {
  kind: 'cooperative', name_ar: '', name_latin: '', legal_state: 'forming', registration_number: '', ice: '', founded_on: '', activity: '',
  phone: '', email: '', commune: null, locality: '', address: '', members_total: '', members_women: '', members: [], notes: '', consent: false,
};

export const newMember = (kind: string): MemberValues => ({
  person_id: '', full_name: '', role: kind === 'company' ? 'partner' : 'member', national_id: '', phone: '',
});

const said = (fields: object) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== null));
const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : value);
const count = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim());

/** What was typed, as the server takes it; what was not answered is left out. */
export function fieldsOf({ commune, consent: _, members, members_total, members_women, ...texts }: OrganisationValues): Partial<OrganisationFields> {
  const fields = Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, trimmed(value)]));
  return said({
    ...fields,
    members_total: count(members_total),
    members_women: count(members_women),
    commune_code: commune?.code ?? '',
    members: members.map((member) => said(Object.fromEntries(Object.entries(member).map(([name, value]) => [name, trimmed(value)])))),
  });
}

/** An organisation as it is edited. */
export function valuesOf(organisation: Organisation, commune: Place | null): OrganisationValues {
  const text = (value: string | number | null) => (value === null ? '' : String(value));
  const values = Object.fromEntries(
    Object.keys(blank).map((name) => [name, text((organisation[name as keyof Organisation] as string | number | null) ?? null)]),
  );
  const members = organisation.members.map((member) => ({
    person_id: text(member.person_id), full_name: text(member.full_name), role: member.role, national_id: text(member.national_id), phone: text(member.phone),
  }));
  return { ...values, commune, members, consent: true } as unknown as OrganisationValues;
}
