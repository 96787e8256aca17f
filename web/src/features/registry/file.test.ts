import { beforeEach, expect, test, vi } from 'vitest';

const asked: string[] = [];
const answers: unknown[] = [];
vi.mock('$/api/client', () => {
  const answer = (path: string, body?: { id: string }) => {
    asked.push(body ? `${path} ${body.id}` : path);
    const next = answers.shift();
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  return { api: { post: answer, get: answer }, isProblem: (thrown: { slug?: string }, slug: string) => thrown.slug === slug };
});
vi.mock('$/offline/lock', () => ({ openLock: () => Promise.resolve(false), locked: () => Promise.reject(new Error('no key')) }));
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, removeItem: () => {} });
const { ApiProblem } = await import('$/api/problem');
const { writeDraft } = await import('$/offline/draft.svelte');
const { Form } = await import('$/ui/form.svelte');
const { NewFile, sendFile } = await import('./file.svelte');

const refused = (status: number, slug: string) => new ApiProblem(status, slug, slug, '');
const send = () => sendFile('/organisations', { id: '7' }, 'key');

beforeEach(() => {
  asked.length = answers.length = 0;
});

test('what had arrived before its answer was lost is found by its number', async () => {
  answers.push(refused(409, 'already_exists'), { reference: 'GON-26-000123-7' });
  expect(await send()).toEqual({ reference: 'GON-26-000123-7' });
  expect(asked).toEqual(['/organisations 7', '/organisations/7']);
});

test('where another file has what must be one alone, that is what is told', async () => {
  answers.push(refused(409, 'already_exists'), refused(404, 'not_found'));
  await expect(send()).rejects.toMatchObject({ slug: 'already_exists' });
});

test('no network on the way to what had arrived is no network', async () => {
  answers.push(refused(409, 'already_exists'), refused(0, 'unreachable'));
  await expect(send()).rejects.toMatchObject({ slug: 'unreachable' });
});

test('a draft goes on under its number, in its edition while that is open', () => {
  const editions = [{ id: 'e1' }, { id: 'e2' }];
  writeDraft('organisation', { name_ar: 'أملو' });
  writeDraft('organisation/file', { id: '7', edition: 'e2' });
  const form = () => new Form({ name_ar: '' }, { draft: 'organisation' });
  expect(new NewFile(form(), 'organisation', editions, 'e1')).toMatchObject({ id: '7', edition: 'e2' });
  expect(new NewFile(form(), 'organisation', editions.slice(0, 1), 'e1')).toMatchObject({ id: '7', edition: 'e1' });
  const other = form();
  other.reset();
  expect(new NewFile(other, 'organisation', editions, 'e1').id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab]/);
});
