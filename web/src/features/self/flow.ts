import { t } from '$/i18n/index.svelte';
import type { Answers } from './draft';
import { isWholePhone } from './phone';

export type Question = 'edition' | 'given_name' | 'family_name' | 'birth' | 'place' | 'phone' | 'national_id' | 'work' | 'project';

/** The screens: with the reading aid one question each, without it a few that belong together. */
export function screens(aid: boolean, editions: number): Question[][] {
  const chosen: Question[][] = editions > 1 ? [['edition']] : [];
  // Letters and digits of a card are hard to type by picture: she shows the card itself.
  if (aid) return [...chosen, ...(['given_name', 'family_name', 'birth', 'place', 'phone', 'work', 'project'] as const).map((one): Question[] => [one])];
  return [...chosen, ['given_name', 'family_name', 'birth'], ['place', 'phone'], ['national_id', 'work', 'project']];
}

/** What is wrong with the answer, if anything. */
export function faultOf(question: Question, answers: Answers): string | undefined {
  const missing = t('self.question.required');
  switch (question) {
    case 'edition':
      return answers.edition_id ? undefined : missing;
    case 'given_name':
      return answers.given_name.trim() ? undefined : missing;
    case 'family_name':
      return answers.family_name.trim() ? undefined : missing;
    case 'birth':
      return answers.birth_date || answers.birth_year ? undefined : missing;
    case 'place':
      return answers.commune ? undefined : missing;
    case 'phone':
      return isWholePhone(answers.phone) ? undefined : t(answers.phone ? 'self.question.phone_wrong' : 'self.question.required');
    default:
      return undefined;
  }
}

const fields: Record<string, Question> = {
  edition_id: 'edition', given_name: 'given_name', family_name: 'family_name', birth_date: 'birth', birth_year: 'birth',
  commune_code: 'place', phone: 'phone', national_id: 'national_id', work_situation: 'work', project_idea: 'project',
};

/** The server's faults by question. */
export function faultsOf(byField: Record<string, string>): Partial<Record<Question, string>> {
  return Object.fromEntries(Object.entries(byField).flatMap(([field, text]) => (fields[field] ? [[fields[field], text]] : [])));
}

/** What is sent. */
export function bodyOf(answers: Answers, consent: { notice_version: string; language: string }) {
  return {
    edition_id: answers.edition_id,
    given_name: answers.given_name.trim(),
    family_name: answers.family_name.trim(),
    birth_date: answers.birth_date || null,
    birth_year: answers.birth_date ? null : answers.birth_year,
    commune_code: answers.commune?.code ?? '',
    phone: answers.phone,
    national_id: answers.national_id.trim() || null,
    work_situation: answers.work_situation || null,
    project_idea: answers.project_idea.trim() || null,
    consent: { given: true, ...consent },
  };
}
