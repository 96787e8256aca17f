import type { Commune, Province } from './types';

/** What she has answered so far. */
export interface Answers {
  edition_id: string;
  /** Tells of a disability: kept on the device only while it waits to be sent by itself. */
  who: '' | 'woman' | 'woman_disabled' | 'man_disabled';
  given_name: string;
  family_name: string;
  birth_date: string;
  birth_year: number | null;
  province: Pick<Province, 'code' | 'name_ar' | 'name_fr'> | null;
  commune: Commune | null;
  phone: string;
  /** Never kept on the device. */
  national_id: string;
  work_situation: string;
  project_idea: string;
}

/** What stays on the device until it is sent, so that a closed page or a lost network loses nothing. */
export interface Draft {
  answers: Answers;
  consent: { notice_version: string; language: string } | null;
  /** Reading aid or form. */
  aid: boolean;
  /** Names the registration to the server: sent twice, it is made once. */
  key: string;
  /** Ready to be sent as soon as there is a network. */
  waiting?: boolean;
}

const place = 'jisr.self';
const lasts = 7 * 24 * 3600 * 1000;

export function emptyAnswers(): Answers {
  return {
    edition_id: '', who: '', given_name: '', family_name: '', birth_date: '', birth_year: null, province: null, commune: null,
    phone: '', national_id: '', work_situation: '', project_idea: '',
  };
}

export function keepDraft(draft: Draft): void {
  try {
    const answers: Answers = { ...draft.answers, national_id: '', who: draft.waiting ? draft.answers.who : '' };
    localStorage.setItem(place, JSON.stringify({ at: Date.now(), draft: { ...draft, answers } }));
  } catch {
    // A full or forbidden storage must not stop anybody.
  }
}

export function keptDraft(): Draft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as { at: number; draft: Draft } | null;
    if (kept && Date.now() - kept.at < lasts) return { ...kept.draft, answers: { ...emptyAnswers(), ...kept.draft.answers } };
  } catch {
    // Damaged: goes like one that is too old.
  }
  forgetDraft();
  return null;
}

export function forgetDraft(): void {
  try {
    localStorage.removeItem(place);
  } catch {
    // Nothing was kept.
  }
}
