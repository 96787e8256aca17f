import clips from 'virtual:clips';
import { language, t } from '$/i18n/index.svelte';

// What is read aloud: a recorded clip where there is one, else the browser's voice for the language.

/** A text and the key of its clip; names and answers of the server have none. */
export interface Said {
  key?: string;
  text: string;
}

const state = $state<{ voices: string[]; speaking: string | null }>({ voices: [], speaking: null });
const synthesis = 'speechSynthesis' in globalThis ? speechSynthesis : null;
let audio: HTMLAudioElement | null = null;
let turn = 0; // whose turn it is: what was interrupted does not go on

function readVoices(): void {
  state.voices = synthesis?.getVoices().map(({ lang }) => lang.toLowerCase().split(/[-_]/)[0]!) ?? [];
}
readVoices();
synthesis?.addEventListener?.('voiceschanged', readVoices);

/** The texts of keys. */
export const texts = (...keys: string[]): Said[] => keys.map((key) => ({ key, text: t(key) }));

const clipOf = ({ key }: Said) => (key ? clips[language()]?.[key] : undefined);
const hasVoice = () => state.voices.includes(language());
const audible = (parts: Said[]) => parts.filter((part) => part.text && (clipOf(part) || hasVoice()));

export function canSay(parts: Said[]): boolean {
  return audible(parts).length > 0;
}

/** What is being read, by the name it was given. */
export function spoken(): string | null {
  return state.speaking;
}

export function hush(): void {
  ++turn;
  synthesis?.cancel();
  audio?.pause();
  audio = null;
  state.speaking = null;
}

/** One part; a clip that cannot be played leaves its text to the voice. */
function sayOne(part: Said, then: () => void): void {
  const clip = clipOf(part);
  if (!clip) return speak(part.text, then);
  audio = new Audio(clip);
  const mine = turn;
  audio.onended = then;
  audio.onerror = () => mine === turn && speak(part.text, then);
  audio.play().catch((failure: Error) => {
    if (failure.name === 'NotAllowedError') then(); // a browser may want a touch first
  });
}

function speak(text: string, then: () => void): void {
  if (!synthesis || !hasVoice()) return then();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = { ar: 'ar-MA', fr: 'fr-FR', en: 'en-GB', zgh: 'zgh-MA' }[language()];
  words.voice = synthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language())) ?? null;
  words.rate = 0.9;
  words.onend = words.onerror = then;
  synthesis.speak(words);
}

/** Reads the parts one after the other; what was being read before stops. */
export function say(parts: Said[], name = parts[0]?.text ?? ''): void {
  hush();
  const waiting = audible(parts);
  if (!waiting.length) return;
  const mine = turn;
  state.speaking = name;
  const next = () => {
    if (mine !== turn) return;
    const part = waiting.shift();
    if (part) sayOne(part, next);
    else state.speaking = null;
  };
  next();
}
