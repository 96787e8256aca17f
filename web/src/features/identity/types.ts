import type { Assignment, Role, Scope, ScopeLevel } from '$/api/types';
import type { Language } from '$/i18n/index.svelte';

export interface User {
  id: string;
  user_name: string;
  full_name: string;
  language: Language;
  state: 'active' | 'locked' | 'deactivated';
  assignments: Assignment[];
  second_factor: boolean;
  must_change_password: boolean;
  created_at: string;
  last_login_at: string | null;
  version: number;
}

/** An assignment as it is being chosen and as it is sent. */
export interface AssignmentDraft {
  role: Role;
  scope_level: ScopeLevel;
  scope_code: string;
}

export interface SessionEntry {
  id: string;
  created_at: string;
  last_seen_at: string;
  device: string;
  current: boolean;
}

export interface Token {
  id: string;
  name: string;
  role: Role;
  scope: Scope;
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
  revoked_at: string | null;
  prefix: string;
}

/** Where each role is at home, the usual level first. */
export const levelsOf: Record<Role, ScopeLevel[]> = {
  national_administrator: ['nation'],
  regional_coordinator: ['region'],
  provincial_delegate: ['province'],
  centre_director: ['centre', 'province'],
  registration_agent: ['province', 'centre', 'region'],
  social_worker: ['centre', 'province'],
  trainer: ['centre', 'province', 'region'],
  accompaniment_officer: ['province', 'centre', 'region'],
  auditor: ['nation', 'region', 'province'],
  partner: ['region', 'province', 'nation'],
};

export const roles = Object.keys(levelsOf) as Role[];

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
