import type { CodeList } from './types';
import type { PersonValues, TextName } from './values';

// What a person's file asks, group by group: the one description from which the form, the file, the comparison of two
// versions and the history are drawn.

interface Named<Kind extends string, Name = TextName> {
  kind: Kind;
  name: Name;
}
export type Field =
  | (Named<'text'> & { most: number; script?: 'ar' | 'latin'; lines?: number; type?: 'tel' | 'email'; mark?: boolean; help?: boolean; own?: boolean })
  | (Named<'number'> & { most: number })
  | (Named<'choice' | 'select'> & { list: CodeList; help?: boolean })
  | (Named<'yes_no'> & { help?: boolean })
  | (Named<'many', 'priority_groups' | 'other_programmes'> & { list: CodeList })
  | Named<'birth', 'birth_date'>
  | Named<'commune', 'commune_code'>
  | Named<'locality', 'locality'>
  | Named<'centre', 'centre_id'>
  | Named<'day', 'consent_on'>;

export interface Group {
  id: 'who' | 'where' | 'consent' | 'life' | 'health' | 'family' | 'project';
  fields: Field[];
}

const text = (name: TextName, most: number, more: Partial<Extract<Field, { kind: 'text' }>> = {}): Field => ({ kind: 'text', name, most, ...more });
const wg = (name: TextName): Field => ({ kind: 'choice', name, list: 'difficulty' });

export const groups: Group[] = [
  {
    id: 'who',
    fields: [
      text('given_name_ar', 80, { script: 'ar' }),
      text('family_name_ar', 80, { script: 'ar' }),
      text('given_name_latin', 80, { script: 'latin' }),
      text('family_name_latin', 80, { script: 'latin' }),
      { kind: 'birth', name: 'birth_date' },
      text('national_id', 20, { mark: true, help: true }),
      { kind: 'choice', name: 'sex', list: 'sex' },
    ],
  },
  {
    id: 'where',
    fields: [
      { kind: 'commune', name: 'commune_code' },
      { kind: 'locality', name: 'locality' },
      text('phone', 30, { type: 'tel', help: true }),
      text('second_phone', 30, { type: 'tel', help: true }),
      { kind: 'choice', name: 'language', list: 'language' },
      { kind: 'centre', name: 'centre_id' },
    ],
  },
  {
    id: 'consent',
    fields: [
      { kind: 'choice', name: 'participation', list: 'participation' },
      { kind: 'choice', name: 'consent_method', list: 'consent_method' },
    ],
  },
  {
    id: 'life',
    fields: [
      { kind: 'select', name: 'schooling', list: 'schooling' },
      { kind: 'select', name: 'work_situation', list: 'work_situation' },
      text('occupation', 120),
      { kind: 'select', name: 'marital_status', list: 'marital_status' },
      { kind: 'many', name: 'priority_groups', list: 'priority_group' },
    ],
  },
  {
    id: 'health',
    fields: [
      wg('wg_seeing'),
      wg('wg_hearing'),
      wg('wg_walking'),
      wg('wg_remembering'),
      wg('wg_self_care'),
      wg('wg_communicating'),
      { kind: 'yes_no', name: 'disability_declared' },
      text('disability_certificate', 60, { mark: true }),
    ],
  },
  {
    id: 'family',
    fields: [
      text('father_name', 120),
      text('husband_name', 120),
      { kind: 'number', name: 'dependants_children', most: 30 },
      { kind: 'number', name: 'dependants_adults', most: 30 },
      { kind: 'many', name: 'other_programmes', list: 'other_programme' },
    ],
  },
  {
    id: 'project',
    fields: [
      text('project_idea', 1000, { lines: 4, help: true }),
      text('skills', 500, { lines: 3, help: true }),
      { kind: 'yes_no', name: 'commits_to_training' },
      text('email', 120, { type: 'email' }),
      text('address', 300),
      text('notes', 2000, { lines: 3 }),
    ],
  },
];

/** The steps before a woman is registered, and those that may follow. */
export const firstSteps: Group['id'][] = ['who', 'where', 'consent'];
export const furtherSteps: Group['id'][] = ['life', 'health', 'family', 'project'];

export function group(id: Group['id']): Group {
  return groups.find((one) => one.id === id)!;
}

const byName = new Map(groups.flatMap(({ fields }) => fields.map((field) => [field.name as string, field])));

/** How a field of the file is described; birth_year belongs to the birth date. */
export function fieldOf(name: string): Field | undefined {
  return byName.get(name);
}

/** The step of a field, for taking the reader to what the server refused. */
export function stepOf(name: string, steps: Group['id'][]): number {
  const wanted = name === 'birth_year' ? 'birth_date' : name;
  return steps.findIndex((id) => group(id).fields.some((field) => field.name === wanted));
}

export type { PersonValues };
