import type { Language } from '$/i18n/index.svelte';

export type Role =
  | 'national_administrator'
  | 'regional_coordinator'
  | 'provincial_delegate'
  | 'centre_director'
  | 'registration_agent'
  | 'social_worker'
  | 'trainer'
  | 'accompaniment_officer'
  | 'auditor'
  | 'partner';

export type ScopeLevel = 'nation' | 'region' | 'province' | 'centre' | 'organisation';

export interface Scope {
  level: ScopeLevel;
  code: string;
  name_ar: string;
  name_fr: string;
}

export interface Assignment {
  role: Role;
  scope: Scope;
}

export interface Session {
  user: { id: string; user_name: string; full_name: string; language: Language };
  assignments: Assignment[];
  permissions: string[];
  csrf_token: string;
  must_change_password: boolean;
  second_factor: boolean;
  expires_at: string;
  idle_minutes: number;
  demonstration: boolean;
}

export interface System {
  version: string;
  demonstration: boolean;
  needs_first_administrator: boolean;
  languages: Language[];
  today: string;
}

export interface Listed<T> {
  items: T[];
  next: string | null;
  total?: number | null;
}
