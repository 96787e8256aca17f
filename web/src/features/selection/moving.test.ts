import { expect, test, vi } from 'vitest';
import { undoneInWords } from './moving.svelte';

vi.mock('$/i18n/index.svelte', () => ({ t: (key: string, { count }: { count: number }) => `${key.split('.').at(-1)} ${count}` }));
vi.mock('$/ui/toast.svelte', () => ({ toast: () => {} }));
vi.mock('$/api/client', () => ({ api: {} }));

test('undoing says who waits now, as her place went to another', () => {
  expect(undoneInWords({ undone: 2, waiting: 0, left: 0 })).toBe('undone 2');
  expect(undoneInWords({ undone: 2, waiting: 1, left: 0 })).toBe('undone 2 · waiting 1');
  expect(undoneInWords({ undone: 2, waiting: 1, left: 3 })).toBe('undone 2 · waiting 1 · left 3');
});
