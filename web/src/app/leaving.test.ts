import { beforeEach, expect, test, vi } from 'vitest';

const kept = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (name: string) => kept.get(name) ?? null,
  setItem: (name: string, value: string) => kept.set(name, value),
  removeItem: (name: string) => kept.delete(name),
});
vi.stubGlobal('addEventListener', () => {});
vi.stubGlobal('navigator', { onLine: true });
vi.stubGlobal('setInterval', () => {});
const server = { told: [] as string[], answers: [] as (Error | null)[] };
let before: () => Promise<void>;
vi.mock('$/api/client', () => ({
  api: {
    remove: (_: string, __: unknown, { headers }: { headers: Record<string, string> }) => {
      server.told.push(headers['X-CSRF-Token']!);
      const answer = server.answers.shift();
      return answer ? Promise.reject(answer) : Promise.resolve();
    },
  },
  beforeAsking: (settle: typeof before) => (before = settle),
}));

/** The module as a browser that was opened anew has it. */
async function page() {
  vi.resetModules();
  const { ApiProblem } = await import('$/api/problem');
  return { ...(await import('./leaving')), refused: (status: number) => new ApiProblem(status, 'refused', '', '') };
}

beforeEach(() => {
  kept.clear();
  Object.assign(server, { told: [], answers: [] });
});

test('without a network she has left, and the server is told before anything else is asked', async () => {
  const { leave, refused } = await page();
  server.answers = [refused(0), refused(0)];
  await expect(leave('hers')).rejects.toMatchObject({ status: 0 });
  await page();
  await expect(before()).rejects.toMatchObject({ status: 0 });
  await before();
  await before();
  expect(server.told).toEqual(['hers', 'hers', 'hers']);
});

test('what asks meanwhile waits for the one telling', async () => {
  const { leave } = await page();
  await Promise.all([leave('hers'), before(), before()]);
  expect(server.told).toEqual(['hers']);
});

test('a session that has ended, or that another one has followed, is settled', async () => {
  const { leave, refused } = await page();
  for (const status of [401, 403]) {
    server.answers = [refused(status)];
    await leave('hers');
    expect(kept.size).toBe(0);
  }
});

test('a server that cannot end it now is told again', async () => {
  const { leave, refused } = await page();
  server.answers = [refused(503)];
  await expect(leave('hers')).rejects.toMatchObject({ status: 503 });
  await before();
  expect(server.told).toEqual(['hers', 'hers']);
  expect(kept.size).toBe(0);
});
