export interface Toast {
  id: number;
  text: string;
  tone: 'success' | 'info' | 'danger';
  undo: (() => unknown) | null;
}

export const toasts = $state<Toast[]>([]);
let last = 0;

/** Says that something happened; with `undo`, offers to take it back for ten seconds. */
export function toast(text: string, options: { tone?: Toast['tone']; undo?: () => unknown } = {}): void {
  const id = ++last;
  toasts.push({ id, text, tone: options.tone ?? 'success', undo: options.undo ?? null });
  setTimeout(() => fade(id), options.undo ? 10_000 : 6000);
}

/** Goes by itself, but not from under the keyboard. */
function fade(id: number): void {
  if (document.querySelector('.toasts:focus-within')) setTimeout(() => fade(id), 1000);
  else dismiss(id);
}

export function dismiss(id: number): void {
  const index = toasts.findIndex((one) => one.id === id);
  if (index >= 0) toasts.splice(index, 1);
}
