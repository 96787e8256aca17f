import { solve } from './sha256';
import type { Challenge } from './types';

async function header({ text, rounds, bits }: Challenge): Promise<string> {
  const digest = new DataView(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  const words = Int32Array.from({ length: 8 }, (_, i) => digest.getInt32(4 * i));
  return `${text}:${solve(words, rounds, bits).join(',')}`;
}

// A failure is told too: nobody waits for what does not come.
onmessage = ({ data }: MessageEvent<Challenge>) => header(data).then(postMessage, () => postMessage(null));
