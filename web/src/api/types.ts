import type { Language } from '$/i18n/index.svelte';
import type { components } from './schema';

// The schemas also describe what is sent, where a member may be missing; an answer has every member, if null.
type Whole<T> = T extends (infer E)[] ? Whole<E>[] : T extends object ? { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> } : T;

/** A record as the API gives it, generated from api/openapi.json. */
export type Given<Name extends keyof components['schemas']> = Whole<components['schemas'][Name]>;

export type Scope = Given<'Scope'>;
export type ScopeLevel = Scope['level'];
export type Assignment = Given<'Assignment'>;
export type Role = Assignment['role'];
export type Session = Given<'Session'>;
export type Permission = Session['permissions'][number];
/** The languages are those that the page knows, too. */
export type System = Omit<Given<'System'>, 'languages'> & { languages: Language[] };

export interface Listed<T> {
  items: T[];
  next: string | null;
  total?: number | null;
}
