import { expect, test, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
vi.stubGlobal('addEventListener', () => {}); // of the window, for the connection
vi.mock('virtual:clips', () => ({ default: {} }));
vi.mock('$/i18n/index.svelte', () => ({ t: (key: string, of: Record<string, unknown> = {}) => [key, ...Object.values(of)].join(' '), language: () => 'fr' }));
const { ApiProblem } = await import('$/api/problem');
const { wordsOf } = await import('./trouble');

const words = (status: number, slug: string, seconds?: number) => {
  const problem = new ApiProblem(status, slug, 'title', 'detail', 'r1', []);
  if (seconds !== undefined) Object.defineProperty(problem, 'retryAfterSeconds', { value: seconds });
  return wordsOf(problem).map(({ text }) => text);
};

test('what went wrong is told with how long to wait, in minutes or hours', () => {
  expect(words(503, 'unavailable')).toEqual(['title', 'detail']);
  expect(words(0, 'unreachable')).toEqual(['title', 'self.offline']);
  expect(words(429, 'too_many_requests', 61)).toEqual(['title', 'self.wait self.wait_minutes 2']);
  expect(words(429, 'too_many_registrations', 86_400)).toEqual(['title', 'detail', 'self.wait self.wait_hours 24']);
});
