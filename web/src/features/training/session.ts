import type { Given } from '$/api/types';

export type TrainingSession = Given<'TrainingSession'>;
export type SessionView = Given<'TrainingSessionView'>;
export type Convocation = Given<'Convocation'>;
export type Attendance = Convocation['attendance'];

export const marks = ['present', 'excused', 'absent'] as const;

/** How many of those convoked are there for each answer; whoever is still expected counts as not noted. */
export function tally(list: { attendance: Attendance }[]): Record<Attendance, number> {
  const counts: Record<Attendance, number> = { expected: 0, present: 0, excused: 0, absent: 0 };
  for (const { attendance } of list) counts[attendance] += 1;
  return counts;
}

/** Typed hours in the form in which they are kept: "9:30" and "9h30" are 09:30; anything else stays as it is. */
export function hourOf(typed: string): string {
  const found = /^(\d{1,2})\s*[:hH.]\s*(\d{2})?$/.exec(typed.trim());
  return found ? `${found[1]!.padStart(2, '0')}:${found[2] ?? '00'}` : typed.trim();
}

/** Whether its day has come, so that attendance can be noted. */
export const isHeld = (session: { held_on: string }, today: string): boolean => session.held_on <= today;
