import { language } from '$/i18n/index.svelte';
import { connection } from '$/offline/online.svelte';
import { limited, limits } from './limit';
import { ApiProblem, problemIn, unreachable } from './problem';
import { uuid } from './uuid';

export interface Answer<T> {
  data: T;
  etag: string | null;
}

type Query = Record<string, string | number | boolean | null | undefined>;

export interface Options {
  query?: Query;
  /** An object is sent as JSON; a Blob goes as it is, under its own type. */
  body?: unknown;
  /** The version that was read: the change is refused when somebody else changed it since. */
  etag?: string | null;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
  /** A key kept by the caller makes a second press of "save" the same request as the first. */
  idempotencyKey?: string;
  /** Hands a 401 to the caller instead of asking for the password over the page. */
  anonymous?: boolean;
  /** Does not wait for what must be settled before anything is asked. */
  unheld?: boolean;
}

const waits = [400, 1500];
let csrfToken: string | null = null;
let signInAgain: ((slug: string) => Promise<boolean>) | null = null;
let settled: () => Promise<void> = () => Promise.resolve();

export function useCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Sets who asks the reader to sign in again when her session has ended, or another has taken its place; true repeats the request. */
export function onSignedOut(ask: (slug: string) => Promise<boolean>): void {
  signInAgain = ask;
}

/** Sets what every request waits for, and fails with. */
export function beforeAsking(settle: () => Promise<void>): void {
  settled = settle;
}

export function withQuery(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}

/** What every request says of its sender; a write proves that it comes from our page, a POST that it may be repeated. */
export function writeHeaders(method: string, key?: string): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language() };
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;
  if (method === 'POST') headers['Idempotency-Key'] = key ?? uuid();
  return headers;
}

function headersFor(method: string, options: Options, key: string): Record<string, string> {
  const headers = writeHeaders(method, key);
  if (options.etag) headers['If-Match'] = options.etag;
  if (options.body instanceof Blob) headers['Content-Type'] = options.body.type || 'application/octet-stream';
  else if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  return { ...headers, ...options.headers };
}

const sleep = (ms: number) => new Promise((wake) => setTimeout(wake, ms));

/** An answer that has arrived whole: on a weak line one may end in its middle. */
interface Whole {
  response: Response;
  text: string;
  data: unknown;
}

async function fetched(method: string, url: string, options: Options, key: string, signal: AbortSignal): Promise<Whole> {
  const body = options.body instanceof Blob || options.body === undefined ? options.body : JSON.stringify(options.body);
  const response = await fetch(url, {
    method,
    headers: headersFor(method, options, key),
    body: (body as BodyInit | undefined) ?? null,
    signal,
    credentials: 'same-origin',
  });
  const text = await response.text();
  // A cut that the browser does not notice, or the page of a network that wants a log-in first, is no JSON.
  return { response, text, data: response.ok && text ? JSON.parse(text) : undefined };
}

/** One attempt; `cut` when the line deserves another, `late` when nothing came for too long. */
async function attempt(method: string, url: string, options: Options, key: string): Promise<Whole | 'cut' | 'late'> {
  const limit = limited(options.body instanceof Blob ? limits.file : limits.answer, options.signal);
  try {
    const whole = await fetched(method, url, options, key, limit.signal);
    connection.reachable = true;
    return whole;
  } catch (failure) {
    if (options.signal?.aborted) throw failure;
    connection.reachable = false;
    return limit.late() ? 'late' : 'cut';
  } finally {
    limit.done();
  }
}

async function send(method: string, path: string, options: Options): Promise<Whole> {
  if (!options.unheld) await settled();
  const url = withQuery(`/api/v1${path}`, options.query);
  const key = options.idempotencyKey ?? uuid();
  // A POST carries a key, so that repeating it is as safe as repeating a GET.
  const repeatable = method === 'GET' || (method === 'POST' && !(options.body instanceof Blob));
  for (let tries = 0; ; ++tries) {
    const heard = await attempt(method, url, options, key);
    if (heard === 'late') throw unreachable(); // she has waited long enough to be told
    const response = heard === 'cut' ? null : heard.response;
    const busy = response === null || response.status === 502 || response.status === 503;
    if (heard !== 'cut' && !busy) return heard;
    if (!repeatable || tries >= waits.length || !navigator.onLine) {
      if (heard === 'cut') throw unreachable();
      return heard;
    }
    const asked = Number(response?.headers.get('Retry-After')) * 1000;
    await sleep(Math.min(asked || waits[tries]!, 5000));
  }
}

async function request(method: string, path: string, options: Options): Promise<Whole> {
  const whole = await send(method, path, options);
  if (whole.response.ok) return whole;
  const problem = problemIn(whole.response, whole.text);
  const ended = (problem.status === 401 || problem.slug === 'csrf_failed') && !options.anonymous && signInAgain !== null;
  if (ended && (await signInAgain!(problem.slug))) return request(method, path, { ...options, anonymous: true });
  throw problem;
}

async function answer<T>(method: string, path: string, options: Options): Promise<Answer<T>> {
  const { response, data } = await request(method, path, options);
  return { data: data as T, etag: response.headers.get('ETag') };
}

/** The one door to the server. Paths are those of the contract below /api/v1; failures are thrown as ApiProblem. */
export const api = {
  get: async <T>(path: string, query?: Query, options: Options = {}) =>
    (await answer<T>('GET', path, { ...options, ...(query && { query }) })).data,
  post: async <T>(path: string, body?: unknown, options: Options = {}) =>
    (await answer<T>('POST', path, { ...options, body })).data,
  put: async <T>(path: string, body: unknown, etag?: string | null, options: Options = {}) =>
    (await answer<T>('PUT', path, { ...options, body, etag: etag ?? null })).data,
  remove: async <T = void>(path: string, body?: unknown, options: Options = {}) =>
    (await answer<T>('DELETE', path, { ...options, body })).data,
  /** Like `get`, with the version that a later `put` must name. */
  read: <T>(path: string, query?: Query) => answer<T>('GET', path, query ? { query } : {}),
  /** Like `put`, with the new version. */
  write: <T>(path: string, body: unknown, etag: string | null) => answer<T>('PUT', path, { body, etag }),
  /** The address of something that the browser itself fetches: a download, an event stream. */
  url: (path: string, query?: Query) => withQuery(`/api/v1${path}`, query),
};

export function isProblem(thrown: unknown, slug: string): thrown is ApiProblem {
  return thrown instanceof ApiProblem && thrown.slug === slug;
}
