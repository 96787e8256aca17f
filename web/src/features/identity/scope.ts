import { t } from '$/i18n/index.svelte';
import type { AssignmentDraft, UserValues } from './types';

/** What is wrong with a role for which no place was chosen, by the name of its field. */
export function unplaced({ scope_level, scope_code }: AssignmentDraft, prefix: string): Record<string, string> {
  return scope_level === 'nation' || scope_code ? {} : { [`${prefix}scope_code`]: t(`web.user.scope_missing.${scope_level}`) };
}

/** What must be said of a person who works with Jisr and was not, by the name of its field. */
export function missing({ full_name, user_name, assignments }: UserValues): Record<string, string> {
  return Object.assign(
    { ...!full_name.trim() && { full_name: t('error.required') }, ...!user_name.trim() && { user_name: t('error.required') } },
    ...assignments.map((one, i) => unplaced(one, `assignments/${i}/`)),
  );
}
