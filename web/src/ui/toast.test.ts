import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { toast, toasts } from './toast.svelte';

let keyboard: object | null = null; // what of them has the focus
vi.stubGlobal('document', { querySelector: () => keyboard });
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('what can be taken back can be so for ten seconds, and for as long as the keyboard is on it', () => {
  toast('Moved', { undo: () => {} });
  vi.advanceTimersByTime(9_000);
  expect(toasts).toHaveLength(1);
  keyboard = {};
  vi.advanceTimersByTime(60_000);
  expect(toasts).toHaveLength(1);
  keyboard = null;
  vi.advanceTimersByTime(1_000);
  expect(toasts).toHaveLength(0);
});
