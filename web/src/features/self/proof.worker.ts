import { solve } from './sha256';
import type { Challenge } from './types';

onmessage = async ({ data: { text, rounds, bits } }: MessageEvent<Challenge>) => {
  const digest = new DataView(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const words = Int32Array.from({ length: 8 }, (_, i) => digest.getInt32(4 * i));
  postMessage(`${text}:${solve(words, rounds, bits).join(',')}`);
};
