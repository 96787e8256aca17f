import type { Given } from '$/api/types';
import { hasText, t } from '$/i18n/index.svelte';

/** A line of the change log: who did what to which file and when. */
export type Change = Given<'Change'>;

/** The kinds of file that the change log speaks of. */
export const entities = [
  'agreement', 'agreement_paper', 'appeal', 'attachment', 'centre', 'convocation',
  'demonstration', 'duplicate_pair', 'edition', 'evaluation', 'export', 'import',
  'message', 'message_template', 'organisation', 'other_programme', 'participation', 'partner',
  'person', 'person_merge', 'phase_move', 'programme', 'programme_list', 'promotion',
  'region_scoring', 'registration', 'selection_plan', 'selection_run', 'self_entry', 'self_setting',
  'staff_invitation', 'target', 'territory', 'token', 'training_session', 'user',
  'wall',
] as const;

/** What a kind of file or an act is called; one that has no words yet keeps its code. */
export const entityName = (entity: string) => (hasText(`audit.entity.${entity}`) ? t(`audit.entity.${entity}`) : entity);
export const operationName = (operation: string) => (hasText(`audit.operation.${operation}`) ? t(`audit.operation.${operation}`) : operation);

/** A file's mark that can be told apart and read aloud: the end of its number, as the beginning is of the day. */
export const markOf = (id: string) => id.slice(-12);
