import { beforeEach, describe, expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
vi.stubGlobal('addEventListener', () => {});
const navigator = { onLine: true };
vi.stubGlobal('navigator', navigator);
const { api, onSignedOut, useCsrfToken, withQuery } = await import('./client');
const { ApiProblem } = await import('./problem');

const ok = (data: unknown, headers: Record<string, string> = {}) => new Response(JSON.stringify(data), { headers });
const refused = (status: number, slug: string, extra: object = {}) =>
  new Response(JSON.stringify({ status, slug, title: slug, detail: '', request_id: 'r1', ...extra }), { status });

/** A line that stands and says nothing. */
const stalled = (signal: AbortSignal) =>
  new Promise<never>((_, fail) => {
    const end = () => fail(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
  });
/** An answer whose body ends in its middle. */
const cut = (status = 200) =>
  new Response(new ReadableStream({ start: (body) => (body.enqueue(new TextEncoder().encode('{"id":')), body.error(new TypeError('network'))) }), { status });

let answers: (() => Response | Error | null)[];
let asked: { url: string; init: RequestInit & { headers: Record<string, string> } }[];

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 500 });
  answers = [];
  asked = [];
  vi.stubGlobal('fetch', async (url: string, init: (typeof asked)[number]['init']) => {
    asked.push({ url, init });
    const answer = answers.shift()!();
    if (answer instanceof Error) throw answer;
    return answer ?? stalled(init.signal!);
  });
  useCsrfToken('token');
  onSignedOut(async () => false);
});

describe('a request', () => {
  test('carries the token and a key when it writes, and neither when it reads', async () => {
    answers = [() => ok({}), () => ok({})];
    await api.post('/persons', { a: 1 });
    await api.get('/persons');
    expect(asked[0]!.init.headers).toMatchObject({ 'X-CSRF-Token': 'token', 'Idempotency-Key': expect.any(String) });
    expect(asked[1]!.init.headers).not.toHaveProperty('X-CSRF-Token');
  });

  test('is repeated under the same key when the network fails', async () => {
    answers = [() => new TypeError('network'), () => refused(503, 'unavailable'), () => ok({ id: 1 })];
    expect(await api.post('/persons', {})).toEqual({ id: 1 });
    expect(new Set(asked.map(({ init }) => init.headers['Idempotency-Key'])).size).toBe(1);
  });

  test('is repeated under the same key when its answer is cut, whatever the browser makes of it', async () => {
    answers = [() => cut(), () => new Response('{"id":'), () => ok({ id: 1 })];
    expect(await api.post('/persons', {})).toEqual({ id: 1 });
    expect(new Set(asked.map(({ init }) => init.headers['Idempotency-Key'])).size).toBe(1);
    answers = [() => cut(422), () => refused(422, 'validation_failed')];
    await expect(api.post('/persons', {})).rejects.toMatchObject({ slug: 'validation_failed' });
  });

  test('whose answers are all cut had no network', async () => {
    answers = [() => cut(), () => cut(), () => cut()];
    await expect(api.post('/persons', {})).rejects.toMatchObject({ slug: 'unreachable' });
  });

  test('that nothing answers is told to have no network, and one that is called off is not', async () => {
    answers = [() => null, () => null];
    const told = api.post('/persons', {}).catch((thrown: unknown) => thrown);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(await told).toMatchObject({ slug: 'unreachable' });
    expect(asked).toHaveLength(1);
    const leaving = new AbortController();
    const left = api.get('/persons', {}, { signal: leaving.signal });
    leaving.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('that changes a version is not repeated by itself', async () => {
    answers = [() => new TypeError('network')];
    await expect(api.put('/persons/1', {}, '"3"')).rejects.toMatchObject({ slug: 'unreachable' });
    expect(asked).toHaveLength(1);
    expect(asked[0]!.init.headers['If-Match']).toBe('"3"');
  });

  test('goes on after the reader has signed in again, with the new token', async () => {
    onSignedOut(async () => {
      useCsrfToken('fresh');
      return true;
    });
    answers = [() => refused(401, 'unauthenticated'), () => ok({ saved: true })];
    expect(await api.put('/persons/1', {})).toEqual({ saved: true });
    expect(asked[1]!.init.headers['X-CSRF-Token']).toBe('fresh');
  });
});

test('one that another session of this browser refuses goes on after she is back', async () => {
  const asks: string[] = [];
  onSignedOut(async (slug) => asks.push(slug) > 0);
  answers = [() => refused(403, 'csrf_failed'), () => ok({ saved: true })];
  expect(await api.put('/persons/1', {})).toEqual({ saved: true });
  expect(asks).toEqual(['csrf_failed']);
});

describe('a refusal', () => {
  test('names the fields by their pointers', async () => {
    answers = [() => refused(422, 'validation_failed', { errors: [{ pointer: '/members/0/phone', code: 'x', message: 'no' }] })];
    const problem: unknown = await api.post('/organisations', {}).catch((thrown: unknown) => thrown);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect((problem as InstanceType<typeof ApiProblem>).byField).toEqual({ 'members/0/phone': 'no' });
  });

  test('keeps what else the server said', async () => {
    answers = [() => refused(412, 'stale', { yours: { a: 1 }, current: { a: 2 } })];
    await expect(api.put('/persons/1', {})).rejects.toMatchObject({ extra: { yours: { a: 1 }, current: { a: 2 } }, requestId: 'r1' });
  });

  test('that is none of ours is told plainly', async () => {
    answers = [() => new Response('<html>', { status: 413 })];
    await expect(api.put('/x', {})).rejects.toMatchObject({ slug: 'unknown', status: 413 });
  });
});

test('an address leaves out what was not chosen', () => {
  expect(withQuery('/persons', { region: '10', state: '', cursor: null, limit: 50 })).toBe('/persons?region=10&limit=50');
});
