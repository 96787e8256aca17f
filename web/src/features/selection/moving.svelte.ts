import { SvelteSet } from 'svelte/reactivity';
import { api } from '$/api/client';
import type { Given } from '$/api/types';
import { t } from '$/i18n/index.svelte';
import { toast } from '$/ui/toast.svelte';
import type { PhaseMove } from './types';

/** What undoing a move did, in words. */
export function undoneInWords({ undone, waiting, left }: Given<'UndoneMove'>): string {
  const told = [t('selection.move.undone', { count: undone })];
  if (waiting > 0) told.push(t('selection.move.waiting', { count: waiting }));
  if (left > 0) told.push(t('selection.move.left', { count: left }));
  return told.join(' · ');
}

/** Takes a move back, and tells of those who lost their places or have gone on since. */
export async function undoMove({ id }: Pick<PhaseMove, 'id'>): Promise<void> {
  const done = await api.post<Given<'UndoneMove'>>(`/phase-moves/${id}/undo`);
  toast(undoneInWords(done), { tone: done.waiting + done.left > 0 ? 'info' : 'success' });
}

/** The registrations of a list that are chosen to be moved together, and the last move that was made of it. */
export class Moving {
  readonly chosen = new SvelteSet<string>();
  /** Of those who were on a page: who is chosen may stand on one that was left since. */
  readonly names = new Map<string, string>();
  last = $state.raw<PhaseMove | null>(null);
  readonly #reload: () => Promise<void>;

  constructor(reload: () => Promise<void>) {
    this.#reload = reload;
  }

  choose = (registration: string, is: boolean) => {
    if (is) this.chosen.add(registration);
    else this.chosen.delete(registration);
  };
  moved = async (move: PhaseMove) => {
    this.chosen.clear();
    this.last = move;
    await this.#reload();
  };
  undone = async () => {
    this.last = null;
    await this.#reload();
  };
}
