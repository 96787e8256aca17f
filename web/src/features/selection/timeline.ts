import { nameOf } from '$/i18n/format';
import { hasText, t } from '$/i18n/index.svelte';
import type { Given } from '$/api/types';
import type { Change } from '../registry/types';
import { reasonInWords } from './rules';
import type { Candidate, Phase } from './types';

/** Something that happened on the way of a registration. */
export interface Happening {
  id: string;
  /** A moment, or a day alone. */
  at: string;
  what: string;
  by?: string | null;
  why?: string | null;
}

const named = (operation: string) => (hasText(`selection.done.${operation}`) ? t(`selection.done.${operation}`) : t(`registrants.history.${operation}`));

function ofChange({ seq, at, operation, actor_name, reason, difference }: Change): Happening {
  const phase = difference.phase?.[1] as Phase | undefined;
  const what = operation === 'undo_move' && phase ? `${named(operation)} · ${t(`registry.phase.${phase}`)}` : named(operation);
  return { id: `change ${seq}`, at, what, by: actor_name, why: reason ? reasonInWords(reason) : null };
}

// What was said stands with the appeals themselves.
function ofAppeals(appeals: Candidate['appeals']): Happening[] {
  return appeals.flatMap((one) => [
    { id: `appeal ${one.id}`, at: one.recorded_at, what: t('selection.appeals.recorded'), by: one.recorded_by_name },
    ...(one.answered_at ? [{ id: `answer ${one.id}`, at: one.answered_at, what: t(`selection.done.appeal_${one.state}`), by: one.answered_by_name }] : []),
  ]);
}

/** Each scorer once, when she scored last. */
function ofPoints(evaluations: Candidate['evaluations']): Happening[] {
  const last = new Map<string, Candidate['evaluations'][number]>();
  for (const one of evaluations) if ((last.get(one.scorer)?.scored_at ?? '') < one.scored_at) last.set(one.scorer, one);
  return [...last.values()].map((one) => ({ id: `points ${one.scorer}`, at: one.scored_at, what: t('selection.score.saved'), by: one.scorer_name }));
}

const ofConvocation = (one: Given<'OwnConvocation'>): Happening => ({
  id: `session ${one.id}`,
  at: one.held_on,
  what: `${nameOf({ name_ar: one.title_ar, name_fr: one.title_fr })} · ${t(one.state === 'cancelled' ? 'training.state.cancelled' : `training.attendance.${one.attendance}`)}`,
});

/** Everything that happened to her in the edition, the latest first. */
export function happenings(
  changes: Change[],
  candidate: Pick<Candidate, 'appeals' | 'evaluations'> = { appeals: [], evaluations: [] },
  convocations: Given<'OwnConvocation'>[] = [],
): Happening[] {
  const all = [...changes.map(ofChange), ...ofAppeals(candidate.appeals), ...ofPoints(candidate.evaluations), ...convocations.map(ofConvocation)];
  const seq = ({ id }: Happening) => Number(/^change (\d+)$/.exec(id)?.[1] ?? 0);
  return all.sort((a, b) => b.at.localeCompare(a.at) || seq(b) - seq(a));
}
