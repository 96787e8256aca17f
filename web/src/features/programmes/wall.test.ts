import { expect, test, vi } from 'vitest';

const answers: (() => Promise<unknown>)[] = [];
vi.mock('$/api/client', () => ({
  api: { get: () => answers.shift()!() },
  isProblem: (thrown: { slug?: string }, slug: string) => thrown.slug === slug,
}));
const { goesOn, isStale, readWall } = await import('./wall');

test('a wall ends when its pass is refused, and not because nobody answers', async () => {
  answers.push(async () => ({ region_code: '10' }), () => Promise.reject({ slug: 'unauthenticated' }), () => Promise.reject({ slug: 'unavailable' }));
  expect([await goesOn(), await goesOn(), await goesOn()]).toEqual([true, false, true]);
});

test('what the server refuses for another reason is no end', async () => {
  answers.push(() => Promise.reject({ slug: 'unauthenticated' }), () => Promise.reject({ slug: 'unavailable' }));
  expect(await readWall()).toBeNull();
  await expect(readWall()).rejects.toEqual({ slug: 'unavailable' });
});

test('numbers are old when two of the server’s beats were missed', () => {
  expect(isStale(0, 74_000)).toBe(false);
  expect(isStale(0, 76_000)).toBe(true);
});
