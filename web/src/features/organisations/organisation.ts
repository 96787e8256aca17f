import type { Place } from '$/api/territory';
import type { Given } from '$/api/types';
import { wholeNumber } from '$/ui/digits';
import type { Stop } from '$/ui/way';
import { parseMoney, typedMoney } from '../agreements/money';

export const kinds = ['cooperative', 'company'] as const;
export const legalStates = [
  'forming', 'name_requested', 'name_refused', 'name_approved', 'constituted', 'registered', 'active', 'dormant', 'dissolved',
] as const;
export const sectors = [
  'agriculture', 'argan', 'aromatic_plants', 'forestry', 'fishing', 'food_processing', 'crafts', 'textiles', 'trade', 'catering', 'tourism',
  'services', 'literacy', 'arts_and_culture', 'waste_treatment', 'transport', 'housing', 'digital', 'other',
] as const;
export const roles = ['president', 'manager', 'treasurer', 'secretary', 'member', 'partner'] as const;
export const womensParts = ['all', 'majority', 'minority'] as const;
export const paperKinds = [
  'name_certificate', 'statutes', 'assembly_minutes', 'members_list', 'registration_receipt', 'ice_certificate', 'other',
] as const;

export type Organisation = Given<'Organisation'>;
export type OrganisationSummary = Given<'OrganisationSummary'>;
export type ListedRegistration = OrganisationSummary['registrations'][number];
export type Member = Given<'OrganisationMember'>;
export type Membership = Given<'Membership'>;
export type LegalStep = Given<'LegalStep'>;
export type LegalAct = LegalStep['act'];
export type LegalState = Organisation['legal_state'];
export type PersonMembership = Given<'PersonMembership'>;

/** The place in an edition that a line of a list is about: of the edition and phase it is narrowed to, else the newest. */
export function placeIn({ registrations }: OrganisationSummary, filter: { edition: string; phase: string }): ListedRegistration | undefined {
  const meant = registrations.filter(
    ({ edition_id, phase, state }) => state === 'active' && (!filter.edition || edition_id === filter.edition) && (!filter.phase || phase === filter.phase),
  );
  return meant.at(-1);
}

/** A member as she is typed; with `person_id` her name is that of her file. */
export interface MemberValues {
  person_id: string;
  full_name: string;
  role: string;
  sex: string;
  shares: string;
  paid: string;
  joined_on: string;
  left_on: string;
  national_id: string;
  phone: string;
}
/** An organisation as it is typed: every answer a text, '' for none. */
export interface OrganisationValues {
  kind: string;
  name_ar: string;
  name_latin: string;
  sector: string;
  activity: string;
  ice: string;
  phone: string;
  email: string;
  commune: Place | null;
  locality: string;
  members_total: string;
  members_women: string;
  share_value: string;
  members: MemberValues[];
  notes: string;
  consent: boolean;
  /** Asked once, when it is registered here; later its steps are recorded one by one. */
  is_registered: string;
  number: string;
  court: string;
  happened_on: string;
}

export const blank: OrganisationValues = {
  kind: 'cooperative', name_ar: '', name_latin: '', sector: '', activity: '', ice: '', phone: '', email: '', commune: null, locality: '',
  members_total: '', members_women: '', share_value: '', members: [], notes: '', consent: false,
  is_registered: 'no', number: '', court: '', happened_on: '',
};

export const newMember = (kind: string): MemberValues => ({
  person_id: '', full_name: '', role: kind === 'company' ? 'partner' : 'member', sex: '', shares: '', paid: '', joined_on: '', left_on: '',
  national_id: '', phone: '',
});

const texts = ['kind', 'name_ar', 'name_latin', 'sector', 'activity', 'ice', 'phone', 'email', 'locality', 'notes'] as const;
const memberTexts = ['person_id', 'full_name', 'role', 'sex', 'joined_on', 'left_on', 'national_id', 'phone'] as const;

type Json = Record<string, unknown>;
const said = (fields: Json): Json => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== null));
const picked = <T extends object>(values: T, names: readonly (keyof T & string)[]): Json =>
  Object.fromEntries(names.map((name) => [name, String(values[name] ?? '').trim()]));
const count = (text: string) => wholeNumber(text) ?? text.trim();
/** What is no amount goes as it was typed: the server says what is wrong with it. */
const amount = (text: string) => {
  const read = parseMoney(text);
  return 'fault' in read ? text.trim() : read.centimes;
};

/** What was typed, as the server takes it; what was not answered is left out. */
export function fieldsOf(values: OrganisationValues): Json {
  return said({
    ...picked(values, texts),
    commune_code: values.commune?.code ?? '',
    members_total: count(values.members_total),
    members_women: count(values.members_women),
    share_value: amount(values.share_value),
    members: values.members.map((member) =>
      said({ ...picked(member, memberTexts), shares: count(member.shares), paid: amount(member.paid) }),
    ),
  });
}

/** The steps of one that was registered by law before it came here. */
export function stepsOf({ is_registered, ...values }: OrganisationValues): Json[] {
  return is_registered === 'yes' ? [said({ act: 'register', ...picked(values, ['number', 'court', 'happened_on']) })] : [];
}

const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));
const money = (centimes: number | null) => (centimes === null ? '' : typedMoney(centimes));

/** An organisation as it is edited. */
export function valuesOf(organisation: Organisation, commune: Place | null): OrganisationValues {
  const kept = Object.fromEntries(texts.map((name) => [name, text(organisation[name])])) as unknown as OrganisationValues;
  return {
    ...blank,
    ...kept,
    commune,
    members_total: text(organisation.members_total),
    members_women: text(organisation.members_women),
    share_value: money(organisation.share_value),
    members: organisation.members.map(
      (member) =>
        ({
          ...Object.fromEntries(memberTexts.map((name) => [name, text(member[name])])),
          shares: text(member.shares),
          paid: money(member.paid),
        }) as unknown as MemberValues,
    ),
    consent: true,
  };
}

/** How many of its members are women, in words; null where nobody knows. */
export function womensPart({ members, women }: Pick<Membership, 'members' | 'women'>): (typeof womensParts)[number] | null {
  if (!members || women === null) return null;
  return women === members ? 'all' : women * 2 > members ? 'majority' : 'minority';
}

/** The way of its kind as a few beads: where the name, once asked for, and the end, once come, stand in place of what they stop. */
export function beadsOf(kind: string, state: LegalState): Stop<LegalState>[] {
  const way: LegalState[] = kind === 'company' ? ['forming', 'name_approved', 'registered', 'active'] : ['forming', 'name_approved', 'constituted', 'registered', 'active'];
  const stoppedAt: Partial<Record<LegalState, LegalState>> = { name_requested: 'name_approved', name_refused: 'name_approved', dormant: 'active', dissolved: 'active' };
  const at = way.indexOf(stoppedAt[state] ?? state);
  return way.map((stop, index): Stop<LegalState> => {
    if (index === at) return { id: state, standing: state === 'name_refused' || state === 'dissolved' ? 'left' : 'here' };
    return { id: stop, standing: index < at ? 'done' : 'ahead' };
  });
}

/** What a step asks for besides its day. */
export const asked: Record<LegalAct, readonly ('names' | 'name' | 'number' | 'valid_until' | 'court' | 'reason')[]> = {
  request_name: ['names'], approve_name: ['name', 'number', 'valid_until'], refuse_name: ['reason'], hold_assembly: [],
  register: ['number', 'court'], start: [], suspend: ['reason'], resume: [], dissolve: ['reason'],
};

const leadsTo: Record<LegalAct, LegalState> = {
  request_name: 'name_requested', approve_name: 'name_approved', refuse_name: 'name_refused', hold_assembly: 'constituted',
  register: 'registered', start: 'active', suspend: 'dormant', resume: 'active', dissolve: 'dissolved',
};

/** The day on which it came into a state, where it is known. */
export const dayOf = (steps: LegalStep[], state: LegalState) =>
  steps.filter((step) => !step.undone_at && leadsTo[step.act] === state).at(-1)?.happened_on ?? null;

/** The last step that stands; of one act, or of any. */
export const lastStep = (steps: LegalStep[], act?: LegalAct) => [...steps].reverse().find((step) => !step.undone_at && (!act || step.act === act));

/** Days until the name's certificate runs out; below zero when it has. */
export const daysLeft = (until: string, today: string) => Math.round((Date.parse(until) - Date.parse(today)) / 86_400_000);
