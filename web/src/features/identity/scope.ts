import { t } from '$/i18n/index.svelte';
import type { AssignmentDraft } from './types';

/** What is wrong with a role for which no place was chosen, by the name of its field. */
export function unplaced({ scope_level, scope_code }: AssignmentDraft, prefix: string): Record<string, string> {
  return scope_level === 'nation' || scope_code ? {} : { [`${prefix}scope_code`]: t(`web.user.scope_missing.${scope_level}`) };
}
