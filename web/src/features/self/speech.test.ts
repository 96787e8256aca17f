import { beforeEach, expect, test, vi } from 'vitest';

vi.mock('virtual:clips', () => ({ default: { ar: { 'self.question.birth': '/audio/ar/self.question.birth.mp3' }, zgh: {} } }));
const now = vi.hoisted(() => ({ language: 'ar' }));
vi.mock('$/i18n/index.svelte', () => ({ language: () => now.language, t: (key: string) => key }));

const heard: string[] = [];
let broken = false;
class Clip {
  onended = () => {};
  onerror = () => {};
  constructor(readonly from: string) {}
  pause() {}
  play() {
    if (broken) queueMicrotask(() => this.onerror());
    else queueMicrotask(() => (heard.push(`clip ${this.from}`), this.onended()));
    return broken ? Promise.reject(new Error('no such file')) : Promise.resolve();
  }
}
class Utterance {
  onend = () => {};
  constructor(readonly text: string) {}
}
const synthesis = {
  getVoices: () => [{ lang: 'ar-SA' }],
  cancel() {},
  speak: (words: Utterance) => queueMicrotask(() => (heard.push(`voice ${words.text}`), words.onend())),
};
vi.stubGlobal('Audio', Clip);
vi.stubGlobal('SpeechSynthesisUtterance', Utterance);
vi.stubGlobal('speechSynthesis', synthesis);
const { canSay, hush, say, spoken, texts } = await import('./speech.svelte');

beforeEach(() => {
  hush();
  heard.length = 0;
  [broken, now.language] = [false, 'ar'];
});
const ended = () => vi.waitFor(() => expect(spoken()).toBeNull());

test('a recorded clip wins over the voice, and the rest is read by the voice, one after the other', async () => {
  say([...texts('self.question.birth'), { text: 'كلميم' }], 'both');
  expect(spoken()).toBe('both');
  await ended();
  expect(heard).toEqual(['clip /audio/ar/self.question.birth.mp3', 'voice كلميم']);
});

test('a clip that cannot be played leaves its text to the voice', async () => {
  broken = true;
  say(texts('self.question.birth'));
  await ended();
  expect(heard).toEqual(['voice self.question.birth']);
});

test('what is said later stops what was being said', async () => {
  say([{ text: 'one' }, { text: 'two' }]);
  say([{ text: 'three' }]);
  await ended();
  expect(heard).not.toContain('voice two');
  expect(heard).toContain('voice three');
});

test('a language without clip and voice is silent', () => {
  now.language = 'zgh';
  expect(canSay(texts('self.question.birth'))).toBe(false);
  say(texts('self.question.birth'));
  expect(spoken()).toBeNull();
});
