import type { Given } from '$/api/types';

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
  language: ['ar', 'fr', 'zgh', 'en'],
  consent_method: ['signed_paper', 'verbal_witnessed', 'online'],
  registrant_state: ['active', 'withdrawn'],
  attachment_kind: ['national_id', 'photo', 'diploma', 'disability_card', 'other'],
} as const;
export type CodeList = keyof typeof codes;

/** What is asked of a person; a field that nobody answered is null. */
export type PersonFields = Given<'PersonFields'>;

export type Registration = Given<'Registration'>;

export type Person = Given<'Person'>;

export type PersonSummary = Given<'PersonSummary'>;

export type PersonMerge = Given<'PersonMerge'>;

/** What one field says for or against two files being of one person. */
export type FieldReason = Given<'FieldReason'>;

/** A file that is likely hers; what lies outside the reader's area is masked. */
export interface Match {
  /** Names the file when the agent says that it is another woman's; null: it is hers for certain. */
  key: string | null;
  region_code: string;
  full_name: string;
  person: PersonSummary | null;
  probability: number | null;
  reasons: FieldReason[];
}

export type Attachment = Given<'Attachment'>;

/** A line of the change log: what was before and what is after, by field. */
export interface Change {
  seq: number;
  at: string;
  actor: string;
  /** Of the user, the program or the command; '' when nobody knows. */
  actor_name: string;
  operation: string;
  version: number;
  difference: Record<string, [unknown, unknown] | null>; // null: not for this reader
  reason: string;
}
