/** The code lists of the registry, in the order in which they are offered. */
export const codes = {
  sex: ['female', 'male'],
  participation: ['individual', 'self_employed', 'cooperative_member', 'company_partner'],
  schooling: ['none', 'literacy', 'preschool', 'primary', 'lower_secondary', 'upper_secondary', 'vocational', 'higher'],
  work_situation: [
    'out_of_work', 'unpaid_work', 'homemaker', 'farm_work', 'factory_work', 'domestic_work', 'cross_border_carrying',
    'crafts', 'informal_trade', 'self_employed', 'salaried', 'student', 'other',
  ],
  marital_status: ['single', 'married', 'divorced', 'widowed', 'single_mother', 'abandoned'],
  priority_group: [
    'hard_work_agriculture', 'hard_work_factory', 'cross_border_carrier', 'domestic_worker', 'marginalised', 'illiterate',
    'low_schooling', 'low_income', 'out_of_work', 'unpaid_work', 'unqualified', 'without_means', 'weak_vocational_skills',
    'rural', 'peri_urban', 'single_mother',
  ],
  difficulty: ['no_difficulty', 'some_difficulty', 'a_lot_of_difficulty', 'cannot_do'],
  other_programme: ['awrach', 'forsa', 'indh', 'intelaka', 'daam', 'tayssir', 'other'],
  consent_method: ['signed_paper', 'verbal_witnessed', 'online'],
  registrant_state: ['active', 'withdrawn'],
  attachment_kind: ['national_id', 'photo', 'diploma', 'disability_card', 'other'],
} as const;
export type CodeList = keyof typeof codes;

/** What is asked of a person; a field that nobody answered is null. */
export interface PersonFields {
  given_name_ar: string | null;
  family_name_ar: string | null;
  given_name_latin: string | null;
  family_name_latin: string | null;
  sex: string;
  birth_date: string | null;
  birth_year: number | null;
  national_id: string | null;
  phone: string | null;
  second_phone: string | null;
  email: string | null;
  commune_code: string;
  locality: string | null;
  address: string | null;
  schooling: string | null;
  work_situation: string | null;
  occupation: string | null;
  marital_status: string | null;
  participation: string;
  disability_declared: boolean | null;
  wg_seeing: string | null;
  wg_hearing: string | null;
  wg_walking: string | null;
  wg_remembering: string | null;
  wg_self_care: string | null;
  wg_communicating: string | null;
  disability_certificate: string | null;
  dependants_children: number | null;
  dependants_adults: number | null;
  priority_groups: string[];
  other_programmes: string[];
  project_idea: string | null;
  skills: string | null;
  notes: string | null;
  consent_on: string | null;
  consent_method: string | null;
  centre_id: string | null;
}

export interface Registration {
  id: string;
  edition_id: string;
  programme_code: string;
  programme_name_ar: string;
  programme_name_fr: string;
  edition_name_ar: string;
  edition_name_fr: string;
  state: 'registered' | 'withdrawn';
  registered_at: string;
}

export interface Person extends PersonFields {
  id: string;
  reference: string;
  region_code: string;
  province_code: string;
  has_disability: boolean;
  state: 'active' | 'withdrawn';
  registered_at: string;
  registered_by: string;
  registered_by_name: string;
  version: number;
  updated_at: string;
  full_name_ar: string;
  full_name_latin: string;
  age: number | null;
  is_rural: boolean;
  centre_name_ar: string | null;
  centre_name_fr: string | null;
  registrations: Registration[];
}

export interface PersonSummary {
  id: string;
  reference: string;
  full_name_ar: string;
  full_name_latin: string;
  commune_code: string;
  province_code: string;
  region_code: string;
  locality: string | null;
  participation: string;
  sex: string;
  age: number | null;
  phone: string | null;
  state: 'active' | 'withdrawn';
  has_disability: boolean;
  registered_at: string;
  version: number;
}

/** A file that the server found under the same national id; what lies outside the reader's area is masked. */
export interface Match {
  id?: string;
  reference?: string;
  full_name: string;
  region_code: string;
  commune_code?: string;
  reason: string;
}

export interface Attachment {
  id: string;
  kind: string;
  file_name: string;
  content_type: string;
  size: number;
  created_at: string;
  created_by_name: string;
}

/** A line of the change log: what was before and what is after, by field. */
export interface Change {
  seq: number;
  at: string;
  actor: string;
  actor_name?: string;
  operation: string;
  version: number;
  difference: Record<string, [unknown, unknown]>;
  reason: string;
}
