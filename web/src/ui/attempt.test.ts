import { expect, test } from 'vitest';
import { ApiProblem } from '$/api/problem';
import { Attempt } from './attempt.svelte';

test('a button waits while its own work lasts, and no longer when that fails', async () => {
  const attempt = new Attempt();
  let fail = (_: unknown) => {};
  const run = attempt.run(() => new Promise((_, refuse) => (fail = refuse)), 'merge');
  expect([attempt.busy, attempt.doing]).toEqual([true, 'merge']);
  fail(new ApiProblem(409, 'stale', 'Somebody was quicker', ''));
  expect(await run).toBe(false);
  expect([attempt.busy, attempt.problem?.slug]).toEqual([false, 'stale']);
});

test('what went wrong before is not told beside what is tried anew', async () => {
  const attempt = new Attempt();
  await attempt.run(() => Promise.reject(new ApiProblem(409, 'stale', 'Somebody was quicker', '')));
  const again = attempt.run(() => Promise.resolve());
  expect(attempt.problem).toBeNull();
  expect(await again).toBe(true);
});
