import { expect, test, vi } from 'vitest';

vi.mock('$/app/router.svelte', () => ({}));
const { knownIn } = await import('./filter.svelte');
const none = { region: '', sex: '', withdrawn: false };

test('what an earlier visit kept is taken over as far as it is known', () => {
  expect(knownIn(none, { region: '10', withdrawn: true, name: 'Fatima', sex: 3 })).toEqual({ region: '10', sex: '', withdrawn: true });
  for (const nothing of [undefined, null, 'region']) expect(knownIn(none, nothing)).toEqual(none);
});
