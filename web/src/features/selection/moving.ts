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
