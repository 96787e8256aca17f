import clips from 'virtual:clips';
import { language, t } from '$/i18n/index.svelte';

// What is read aloud: a recorded clip where there is one, else the browser's voice for the language.

const state = $state<{ voices: string[]; speaking: string | null }>({ voices: [], speaking: null });
const synthesis = 'speechSynthesis' in globalThis ? speechSynthesis : null;
let audio: HTMLAudioElement | null = null;

function readVoices(): void {
  state.voices = synthesis?.getVoices().map(({ lang }) => lang.toLowerCase().split(/[-_]/)[0]!) ?? [];
}
readVoices();
synthesis?.addEventListener?.('voiceschanged', readVoices);

const clipOf = (key: string) => clips[language()]?.[key];

export function canSay(key: string): boolean {
  return Boolean(clipOf(key)) || state.voices.includes(language());
}

/** The text that is being read, by its key. */
export function spoken(): string | null {
  return state.speaking;
}

export function hush(): void {
  synthesis?.cancel();
  audio?.pause();
  audio = null;
  state.speaking = null;
}

const done = (key: string) => () => {
  if (state.speaking === key) state.speaking = null;
};

/** Reads the text of `key`; what was being read before stops. */
export function say(key: string): void {
  hush();
  const clip = clipOf(key);
  if (clip) {
    audio = new Audio(clip);
    audio.onended = audio.onerror = done(key);
    state.speaking = key;
    audio.play().catch(done(key)); // a browser may want a touch first
    return;
  }
  if (!synthesis || !canSay(key)) return;
  const words = new SpeechSynthesisUtterance(t(key));
  words.lang = { ar: 'ar-MA', fr: 'fr-FR', en: 'en-GB', zgh: 'zgh-MA' }[language()];
  words.voice = synthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language())) ?? null;
  words.rate = 0.9;
  words.onend = words.onerror = done(key);
  state.speaking = key;
  synthesis.speak(words);
}
