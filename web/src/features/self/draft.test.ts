import { beforeEach, expect, test, vi } from 'vitest';
import { emptyAnswers, forgetDraft, keepDraft, keptDraft } from './draft';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

const draft = { answers: { ...emptyAnswers(), given_name: 'Khadija', national_id: 'JC621097' }, consent: null, aid: true, key: 'k' };

test('a draft comes back without the national id', () => {
  keepDraft(draft);
  expect([...kept.values()].join()).not.toContain('JC621097');
  expect(keptDraft()).toEqual({ ...draft, answers: { ...draft.answers, national_id: '' } });
});

test('a disability is kept only while the registration waits to be sent by itself', () => {
  const told = { ...draft, answers: { ...draft.answers, who: 'woman_disabled' as const } };
  keepDraft(told);
  expect([...kept.values()].join()).not.toContain('disabled');
  keepDraft({ ...told, waiting: true });
  expect(keptDraft()?.answers.who).toBe('woman_disabled');
});

test('a draft is gone when it is forgotten, too old or damaged', () => {
  keepDraft(draft);
  forgetDraft();
  expect(keptDraft()).toBeNull();
  kept.set('jisr.self', JSON.stringify({ at: Date.now() - 8 * 24 * 3600 * 1000, draft }));
  expect(keptDraft()).toBeNull();
  expect(kept.size).toBe(0);
  kept.set('jisr.self', '{');
  expect(keptDraft()).toBeNull();
});
