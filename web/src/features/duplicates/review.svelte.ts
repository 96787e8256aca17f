import { api } from '$/api/client';
import { asProblem } from '$/api/problem';
import { navigate, place } from '$/app/router.svelte';
import { t } from '$/i18n/index.svelte';
import { toast } from '$/ui/toast.svelte';
import type { Detail } from './pair';
import { Queue } from './queue';

export const queue = new Queue((filters, cursor) => api.get('/duplicates', { ...filters, cursor, limit: 50 }));

/** A decision that can be taken back: of a merge, which one. */
interface Decision {
  pair: string;
  merge: string | null;
}
const decisions: Decision[] = [];
const state = $state({ turn: 0 });

/** Grows when something changed that a pair which is shown may show. */
export const review = {
  get turn() {
    return state.turn;
  },
};

const open = (pair: string | undefined | null) => navigate(pair ? `/duplicates/${pair}` : '/duplicates');

/** Says what was decided, offers to take it back, and opens the next pair: of the same women first. */
export async function decided(decision: Decision, merged: string | null): Promise<void> {
  decisions.push(decision);
  if (merged) queue.merged(merged, decision.pair);
  toast(t(decision.merge ? 'duplicates.merged' : 'duplicates.told_apart'), { undo: () => undo(decision) });
  const here = place.path;
  const { open_neighbours } = await api.get<Detail>(`/duplicates/${decision.pair}`);
  const next = open_neighbours[0] ?? (await queue.after(decision.pair));
  if (place.path === here) open(next); // she may have gone on by herself
}

export async function undo(decision = decisions.at(-1)): Promise<void> {
  if (!decision || !decisions.includes(decision)) return toast(t('duplicates.undo.nothing'), { tone: 'info' });
  decisions.splice(decisions.indexOf(decision), 1);
  try {
    if (decision.merge) await api.post(`/merges/${decision.merge}/undo`, { reason: t('duplicates.undo.reason') });
    else await api.post(`/duplicates/${decision.pair}/reopen`);
  } catch (thrown) {
    return toast(asProblem(thrown).title, { tone: 'danger' });
  }
  ++state.turn;
  toast(t('duplicates.undone'), { tone: 'info' });
  open(decision.pair);
}
