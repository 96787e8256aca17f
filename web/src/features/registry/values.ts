import type { Place } from '$/api/territory';
import { type BegunBirth } from '$/ui/birth';
import { inWesternDigits, plain, wholeNumber } from '$/ui/digits';
import { formatPhone, readPhone } from '$/ui/phone';
import type { Person, PersonFields } from './types';

/** A person as she is typed: every answer a text, '' for none. */
export interface PersonValues {
  given_name_ar: string;
  family_name_ar: string;
  given_name_latin: string;
  family_name_latin: string;
  father_name: string;
  husband_name: string;
  sex: string;
  birth_date: string;
  birth_year: number | null;
  /** For the draft alone. */
  birth_begun: BegunBirth | null;
  national_id: string;
  phone: string;
  second_phone: string;
  email: string;
  language: string;
  commune: Place | null;
  locality: string;
  centre_id: string;
  address: string;
  schooling: string;
  work_situation: string;
  occupation: string;
  marital_status: string;
  participation: string;
  disability_declared: string;
  wg_seeing: string;
  wg_hearing: string;
  wg_walking: string;
  wg_remembering: string;
  wg_self_care: string;
  wg_communicating: string;
  disability_certificate: string;
  dependants_children: string;
  dependants_adults: string;
  priority_groups: string[];
  other_programmes: string[];
  project_idea: string;
  skills: string;
  commits_to_training: string;
  notes: string;
  consent_method: string;
}
export type TextName = {
  [Name in keyof PersonValues]: PersonValues[Name] extends string ? Name : never;
}[keyof PersonValues];

export const blank: PersonValues = {
  given_name_ar: '', family_name_ar: '', given_name_latin: '', family_name_latin: '', father_name: '', husband_name: '', sex: 'female',
  birth_date: '', birth_year: null, birth_begun: null,
  national_id: '', phone: '', second_phone: '', email: '', language: 'ar', commune: null, locality: '', centre_id: '', address: '', schooling: '', work_situation: '',
  occupation: '', marital_status: '', participation: 'individual', disability_declared: '', wg_seeing: '', wg_hearing: '', wg_walking: '',
  wg_remembering: '', wg_self_care: '', wg_communicating: '', disability_certificate: '', dependants_children: '', dependants_adults: '',
  priority_groups: [], other_programmes: [], project_idea: '', skills: '', commits_to_training: '', notes: '', consent_method: '',
};

const counts = ['dependants_children', 'dependants_adults'] as const;
const answers = ['disability_declared', 'commits_to_training'] as const;
const phones = ['phone', 'second_phone'] as const;

/** What was typed, as the server takes it; what was not answered is left out. */
export function fieldsOf(values: PersonValues): Partial<PersonFields> {
  const { commune, birth_year, birth_begun: _, ...rest } = values;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(rest)) {
    const answer = typeof value === 'string' ? value.trim() : value;
    if (answer === '' || (Array.isArray(answer) && answer.length === 0)) continue;
    fields[name] = answer;
  }
  for (const name of counts) if (name in fields) fields[name] = numberOf(String(fields[name]));
  // As the server keeps it: a number that is only written otherwise is no change of the file.
  for (const name of phones) if (name in fields) fields[name] = readPhone(String(fields[name])) ?? fields[name];
  if (birth_year !== null) fields.birth_year = birth_year;
  for (const name of answers) if (name in fields) fields[name] = fields[name] === 'yes';
  if (commune) fields.commune_code = commune.code;
  return fields;
}

/** A typed count; what is no number goes as it is, so that the server names the field. */
function numberOf(text: string): number | string {
  return wholeNumber(text) ?? text;
}

/** A file as it is edited. */
export function valuesOf(person: Person, commune: Place | null): PersonValues {
  const values: Record<string, unknown> = { ...blank, commune };
  for (const name of Object.keys(blank) as (keyof PersonValues)[]) {
    if (name === 'commune' || name === 'birth_begun') continue;
    const kept = person[name];
    if (kept === null || kept === undefined) continue;
    values[name] = typeof blank[name] === 'string' ? textOf(kept) : Array.isArray(kept) ? [...kept] : kept;
  }
  for (const name of phones) values[name] = formatPhone(String(values[name]));
  // An exact date holds its year already.
  if (person.birth_date) values.birth_year = null;
  return values as unknown as PersonValues;
}

function textOf(kept: unknown): string {
  return typeof kept === 'boolean' ? (kept ? 'yes' : 'no') : String(kept);
}

/** Her name as it was typed, '' before any was. */
export function typedName({ given_name_ar, family_name_ar, given_name_latin, family_name_latin }: PersonValues): string {
  return `${given_name_ar} ${family_name_ar}`.trim() || `${given_name_latin} ${family_name_latin}`.trim();
}

/** What is missing before the first step can be left: one script whole, and a birth date or year. */
export function missingIn(step: 'who' | 'where' | 'consent', values: PersonValues): string[] {
  if (step === 'who') return [...missingNames(values), ...(values.birth_date || values.birth_year ? [] : ['birth_date'])];
  if (step === 'where') return values.commune ? [] : ['commune_code'];
  return values.consent_method ? [] : ['consent_method'];
}

function missingNames(values: PersonValues): string[] {
  const lacking = (script: 'ar' | 'latin') =>
    (['given_name', 'family_name'] as const).map((part) => `${part}_${script}` as const).filter((name) => !values[name].trim());
  const [arabic, latin] = [lacking('ar'), lacking('latin')];
  if (arabic.length === 0 || latin.length === 0) return [];
  // The script in which something was begun is the one to be finished.
  return latin.length === 1 && arabic.length === 2 ? latin : arabic;
}

/** The number of an identity card as the server keeps it; null for what it refuses (normalise_national_id in src/tabular). */
function readNationalId(typed: string): string | null {
  const id = plain(typed).replace(/[ .-]/g, '');
  return /^[a-z]{1,2}\d{1,7}$/i.test(id) ? id.toUpperCase() : null;
}

/** The key of what the server would say against the way in which a card's or phone's number is written. */
export function malformed(name: string, typed: string): 'error.malformed_national_id' | 'error.malformed_phone' | null {
  if (typed.trim() === '') return null;
  if (name === 'national_id') return readNationalId(typed) === null ? 'error.malformed_national_id' : null;
  return phones.some((one) => one === name) && readPhone(typed) === null ? 'error.malformed_phone' : null;
}

/** What a search that found nobody already tells of her: nobody types a name twice. */
export function guessedFrom(q: string): Partial<PersonValues> {
  const typed = inWesternDigits(q).trim().replace(/\s+/g, ' ');
  if (readPhone(typed)) return { phone: typed };
  const national_id = readNationalId(typed);
  if (national_id) return { national_id };
  if (typed === '' || /\d/.test(typed)) return {};
  const [given = '', ...family] = typed.split(' ');
  const script = /[\u0600-\u06ff]/.test(typed) ? 'ar' : 'latin';
  return { [`given_name_${script}`]: given, [`family_name_${script}`]: family.join(' ') };
}
