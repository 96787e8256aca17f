import { describe, expect, test, vi } from 'vitest';

vi.mock('$/offline/lock', () => ({ openLock: () => Promise.resolve(false) })); // its key comes from a server
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
const { ApiProblem } = await import('$/api/problem');
const { afterColon, fieldId, Form, withoutEmpty } = await import('./form.svelte');

const problem = (status: number, errors: { pointer: string; code: string; message: string }[] = []) =>
  new ApiProblem(status, 'slug', 'title', 'detail', 'r1', errors);

describe('a form', () => {
  test('puts the server’s messages beside their fields', async () => {
    const form = new Form({ phone: '' });
    const refusal = problem(422, [{ pointer: '/phone', code: 'bad', message: 'not a phone' }]);
    expect(await form.submit(() => Promise.reject(refusal))).toBe(false);
    expect(form.errors).toEqual({ phone: 'not a phone' });
    expect(form.problem).toBeNull();
    expect(form.refusals).toBe(1);
  });

  test('tells a fault until its answer is another one', () => {
    const form = new Form({ phone: '', commune: null as { code: string } | null, members: [{ name: '' }] });
    form.refuse({ phone: 'no phone', commune_code: 'no place', 'members/0/name': 'no name', elsewhere: 'no' });
    form.values.phone = '0612345678';
    expect(Object.keys(form.errors)).toEqual(['commune_code', 'members/0/name', 'elsewhere']);
    form.values.commune = { code: '10.261.01.01' };
    form.values.members[0]!.name = 'A';
    expect(form.errors).toEqual({ elsewhere: 'no' });
    form.values.phone = '';
    expect(form.errors).toEqual({ phone: 'no phone', elsewhere: 'no' });
  });

  test('keeps its key while nobody knows whether the server saved, and takes a new one after an answer', async () => {
    const form = new Form({ a: '' });
    const key = form.idempotencyKey;
    await form.submit(() => Promise.reject(problem(503)));
    expect(form.idempotencyKey).toBe(key);
    expect(form.problem?.status).toBe(503);
    await form.submit(() => Promise.reject(problem(422, [{ pointer: '/a', code: 'x', message: 'm' }])));
    const corrected = form.idempotencyKey;
    expect(corrected).not.toBe(key);
    await form.submit(() => Promise.resolve());
    expect(form.idempotencyKey).not.toBe(corrected);
  });

  test('does not save twice at once', async () => {
    const form = new Form({ a: '' });
    const save = vi.fn(() => new Promise<void>((done) => setTimeout(done, 5)));
    const results = await Promise.all([form.submit(save), form.submit(save)]);
    expect(save).toHaveBeenCalledOnce();
    expect(results).toEqual([true, false]);
  });

  test('turns a fault of our own into words', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const form = new Form({});
    await form.submit(() => Promise.reject(new TypeError('x is undefined')));
    expect(form.problem?.slug).toBe('unexpected');
  });

  test('is begun from the first letter until it is saved, and not by what stood in it before', async () => {
    const form = new Form({ name: '', commune: '' });
    form.begin({ commune: 'Sidi Ifni' });
    expect([form.values.commune, form.isBegun]).toEqual(['Sidi Ifni', false]);
    form.values.name = 'Itto';
    expect(form.isBegun).toBe(true);
    await form.submit(() => Promise.reject(problem(503)));
    expect(form.isBegun).toBe(true);
    await form.submit(() => Promise.resolve());
    expect(form.isBegun).toBe(false);
    form.values.name = 'Hniya';
    expect(form.isBegun).toBe(true);
    form.reset();
    expect([form.values.commune, form.isBegun]).toEqual(['', false]);
  });

  test('promises that what is typed stays on the device only where it does', () => {
    expect(new Form({ a: '' }).isKept).toBe(false);
    expect(new Form({ a: '' }, { draft: 'a' }).isKept).toBe(false); // nothing can be locked here
  });

  test('empties wholly', async () => {
    const form = new Form({ list: ['a'] });
    form.values.list.push('b');
    form.reset();
    expect(form.values).toEqual({ list: ['a'] });
  });
});

test('what says nothing is not sent', () => {
  expect(withoutEmpty({ a: ' x ', b: '', c: null, d: 0, e: false })).toEqual({ a: 'x', d: 0, e: false });
});

test('a pointer and a name lead to the same field', () => {
  expect(fieldId('/members/0/phone')).toBe(fieldId('members/0/phone'));
});

test('a sentence goes on after a colon without its capital, abbreviations keep theirs', () => {
  expect(afterColon('Ce champ est obligatoire.')).toBe('ce champ est obligatoire.');
  expect(afterColon('À corriger')).toBe('à corriger');
  expect(afterColon("L'heure s'écrit 09:30.")).toBe("l'heure s'écrit 09:30.");
  expect(afterColon('CIN incorrecte')).toBe('CIN incorrecte');
  expect(afterColon('هذه الخانة ضرورية.')).toBe('هذه الخانة ضرورية.');
  expect(afterColon('')).toBe('');
});
