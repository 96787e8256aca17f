import { isWholePhone } from '$/ui/phone';
import type { Answers } from './draft';
import type { PaperKind } from './types';

export type Question =
  | 'edition' | 'who' | 'given_name' | 'family_name' | 'birth' | 'place' | 'phone' | 'national_id' | 'work' | 'project' | 'papers';

/** The screens: with the reading aid one question each, without it a few that belong together. */
export function screens(aid: boolean, editions: number, papers: boolean): Question[][] {
  const one = (...list: Question[]): Question[][] => list.map((question) => [question]);
  const chosen = editions > 1 ? one('edition') : [];
  const last = papers ? one('papers') : [];
  // Letters and digits of a card are hard to type by picture: she shows the card itself.
  if (aid) return [...chosen, ...one('who', 'given_name', 'family_name', 'birth', 'place', 'phone', 'work', 'project'), ...last];
  return [...chosen, ['who', 'given_name', 'family_name', 'birth'], ['place', 'phone'], ['national_id', 'work', 'project'], ...last];
}

/** Whether a screen may be passed without an answer, and has none yet. */
export function isSkipped(screen: Question[], answers: Answers, papers: number): boolean {
  const optional: Partial<Record<Question, unknown>> = {
    national_id: answers.national_id, work: answers.work_situation, project: answers.project_idea, papers,
  };
  return screen.every((question) => question in optional && !optional[question]);
}

/** The key of what is wrong with the answer, if anything. */
export function faultOf(question: Question, answers: Answers): string | undefined {
  const given: Partial<Record<Question, unknown>> = {
    edition: answers.edition_id, who: answers.who, given_name: answers.given_name.trim(), family_name: answers.family_name.trim(),
    birth: answers.birth_date || answers.birth_year, place: answers.commune, phone: answers.phone,
  };
  if (question in given && !given[question]) return 'self.question.required';
  return question === 'phone' && !isWholePhone(answers.phone) ? 'self.question.phone_wrong' : undefined;
}

/** The first screen from `from` on with a question that has no answer yet; the review where all have one. */
export function firstOpen(list: Question[][], answers: Answers, papers: number, from = 0): number {
  const open = (question: Question) => isSkipped([question], answers, papers) || faultOf(question, answers) !== undefined;
  const index = list.findIndex((screen, at) => at >= from && screen.some(open));
  return index < 0 ? list.length : index;
}

const fields: Record<string, Question> = {
  edition_id: 'edition', sex: 'who', disability_declared: 'who', given_name: 'given_name', family_name: 'family_name', birth_date: 'birth',
  birth_year: 'birth', commune_code: 'place', phone: 'phone', national_id: 'national_id', work_situation: 'work', participation: 'work',
  project_idea: 'project',
};

/** The server's faults by question. */
export function faultsOf(byField: Record<string, string>): Partial<Record<Question, string>> {
  return Object.fromEntries(Object.entries(byField).flatMap(([field, text]) => (fields[field] ? [[fields[field], text]] : [])));
}

/** The papers that she may photograph on her way: those that the edition wants, as far as they are hers. */
export function papersFor(wanted: PaperKind[], who: Answers['who']): PaperKind[] {
  return wanted.filter((kind) => kind !== 'disability_card' || who.endsWith('_disabled'));
}

// Of the answers to one question some say what she does, others with whom.
const together = ['self_employed', 'cooperative_member', 'company_partner'];
const unpaired = ['cooperative_member', 'company_partner'];

/** What is sent. A disability that was not told is not denied either. */
export function bodyOf(answers: Answers, consent: { notice_version: string; language: string }) {
  const work = answers.work_situation;
  return {
    edition_id: answers.edition_id,
    given_name: answers.given_name.trim(),
    family_name: answers.family_name.trim(),
    sex: answers.who === 'man_disabled' ? 'male' : 'female',
    disability_declared: answers.who.endsWith('_disabled') || null,
    birth_date: answers.birth_date || null,
    birth_year: answers.birth_date ? null : answers.birth_year,
    commune_code: answers.commune?.code ?? '',
    phone: answers.phone,
    national_id: answers.national_id.trim() || null,
    work_situation: work && !unpaired.includes(work) ? work : null,
    participation: together.includes(work) ? work : 'individual',
    project_idea: answers.project_idea.trim() || null,
    consent: { given: true, ...consent },
  };
}
