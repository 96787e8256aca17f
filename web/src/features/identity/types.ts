import type { Assignment, Given, Role, ScopeLevel } from '$/api/types';

export type User = Given<'User'>;

/** An assignment as it is being chosen; the whole country has no code: ''. */
export type AssignmentDraft = Omit<Given<'AssignmentDraft'>, 'scope_code'> & { scope_code: string };

export type SessionEntry = Given<'OpenSession'>;

export type Token = Given<'Token'>;

/** Where each role is at home, the usual level first. */
export const levelsOf: Record<Role, ScopeLevel[]> = {
  national_administrator: ['nation'],
  regional_coordinator: ['region'],
  provincial_delegate: ['province'],
  centre_director: ['centre', 'province'],
  registration_agent: ['province', 'centre', 'region'],
  social_worker: ['centre', 'province'],
  trainer: ['centre', 'province', 'region'],
  accompaniment_officer: ['province', 'centre', 'region', 'organisation'],
  auditor: ['nation', 'region', 'province'],
  partner: ['region', 'organisation', 'province', 'nation'],
};

export const roles = Object.keys(levelsOf) as Role[];

/** What who has these roles may give others: those below, and only a national administrator her own. */
export function givenBy(held: Role[]): Role[] {
  return held.includes('national_administrator') ? roles : roles.slice(1 + Math.min(...held.map((role) => roles.indexOf(role))));
}

export function draftOf({ role, scope }: Assignment): AssignmentDraft {
  return { role, scope_level: scope.level, scope_code: scope.code };
}

/** As it is sent: the whole country has no code. */
export function asSent({ scope_code, ...rest }: AssignmentDraft) {
  return scope_code ? { ...rest, scope_code } : rest;
}

export interface UserValues {
  full_name: string;
  user_name: string;
  language: string;
  assignments: AssignmentDraft[];
}

/** What was typed as the server takes it. */
export function userOf({ full_name, user_name, language, assignments }: UserValues) {
  return { full_name: full_name.trim(), user_name: user_name.trim(), language, assignments: assignments.map(asSent) };
}

/** A fresh assignment: an agent of a place that is still to be named. */
export function newAssignment(): AssignmentDraft {
  return { role: 'registration_agent', scope_level: 'province', scope_code: '' };
}
