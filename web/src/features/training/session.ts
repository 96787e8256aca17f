import type { Given } from '$/api/types';
import { inWesternDigits, wholeNumber } from '$/ui/digits';

export type TrainingSession = Given<'TrainingSession'>;
export type SessionView = Given<'TrainingSessionView'>;
export type Convocation = Given<'Convocation'>;
export type StaffInvitation = Given<'StaffInvitation'>;
export type StaffCandidate = Given<'StaffCandidate'>;
export type OwnTraining = Given<'OwnTraining'>;
export type TrainingPartner = Given<'TrainingPartner'>;
export type TrainingLine = Given<'TrainingLine'>;
export type Attendance = Convocation['attendance'];
export type Subject = SessionView['subject'];
export type Audience = SessionView['audience'];

export const marks = ['present', 'excused', 'absent'] as const;
export const subjects = ['soft_skills', 'entrepreneurship', 'finding_partners', 'digital_tools', 'other'] as const;
export const audiences = ['registrants', 'staff'] as const;
/** Who of those who work with Jisr may be invited to a session for staff. */
export const staffRoles = ['centre_director', 'registration_agent', 'social_worker', 'trainer', 'accompaniment_officer'] as const;

/** How many of those convoked are there for each answer; whoever is still expected counts as not noted. */
export function tally(list: { attendance: Attendance }[]): Record<Attendance, number> {
  const counts: Record<Attendance, number> = { expected: 0, present: 0, excused: 0, absent: 0 };
  for (const { attendance } of list) counts[attendance] += 1;
  return counts;
}

/** Typed hours in the form in which they are kept: "9:30" and "9h30" are 09:30; anything else stays as it is. */
export function hourOf(typed: string): string {
  const found = /^(\d{1,2})\s*[:hH.]\s*(\d{2})?$/.exec(inWesternDigits(typed).trim());
  return found ? `${found[1]!.padStart(2, '0')}:${found[2] ?? '00'}` : typed.trim();
}

/** What is typed of a session. */
export interface SessionValues {
  subject: string;
  title_ar: string;
  title_fr: string;
  commune: object | null;
  held_on: string;
  starts_at: string;
  ends_at: string;
  capacity: string;
}

const isHour = (typed: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(hourOf(typed));

/** All that is wrong with what is typed, as keys of texts by field; the server knows of the rest. */
export function faultsOf({ commune, capacity, ...values }: SessionValues, today: string): Record<string, string> {
  const { held_on, starts_at, ends_at } = values;
  const faults: Record<string, string> = {};
  for (const name of ['subject', 'title_ar', 'title_fr', 'held_on', 'starts_at'] as const) if (!values[name].trim()) faults[name] = 'error.required';
  if (!commune) faults.commune_code = 'error.required';
  if (held_on && held_on < today) faults.held_on = 'error.in_the_past';
  if (starts_at.trim() && !isHour(starts_at)) faults.starts_at = 'error.malformed_time';
  if (ends_at.trim() && !isHour(ends_at)) faults.ends_at = 'error.malformed_time';
  else if (ends_at.trim() && isHour(starts_at) && hourOf(ends_at) <= hourOf(starts_at)) faults.ends_at = 'error.before_start';
  if (capacity.trim() && wholeNumber(capacity) === null) faults.capacity = 'selection.score.whole_number';
  return faults;
}

/** Whether its day has come, so that attendance can be noted. */
export const isHeld = (session: { held_on: string }, today: string): boolean => session.held_on <= today;

/** One's own trainings: what is to come, the next first, and what one attended, the latest first. */
export function inTime(trainings: OwnTraining[], today: string): { coming: OwnTraining[]; attended: OwnTraining[] } {
  const attended = trainings.filter(({ attendance, state }) => attendance === 'present' && state === 'planned');
  const coming = trainings.filter((one) => one.held_on >= today && !attended.includes(one)).reverse();
  return { coming, attended };
}

/** Partners who may give a session in a commune: those of the nation and of its region; the agency whose work it is first. */
export function giversFor(partners: TrainingPartner[], commune: { code: string } | null): TrainingPartner[] {
  const region = commune?.code.split('.')[0];
  const near = partners.filter(({ region_code }) => region_code === null || region_code === region);
  return [...near.filter(({ kind }) => kind === 'ads'), ...near.filter(({ kind }) => kind !== 'ads')];
}
