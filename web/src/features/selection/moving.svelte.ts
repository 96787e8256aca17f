import { SvelteSet } from 'svelte/reactivity';
import { api } from '$/api/client';
import type { Given } from '$/api/types';
import { t } from '$/i18n/index.svelte';
import { toast } from '$/ui/toast.svelte';
import type { PhaseMove } from './types';

/** Takes a move back, and tells of those who have gone on since. */
export async function undoMove({ id }: Pick<PhaseMove, 'id'>): Promise<void> {
  const { undone, left } = await api.post<Given<'UndoneMove'>>(`/phase-moves/${id}/undo`);
  const told = t('selection.move.undone', { count: undone });
  toast(left > 0 ? `${told} ${t('selection.move.left', { count: left })}` : told, { tone: left > 0 ? 'info' : 'success' });
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
