import { sha256, solve } from './sha256';
import type { Challenge } from './types';

// The browser's own SHA-256 is missing on pages without https.
const header = ({ text, rounds, bits }: Challenge) => `${text}:${solve(sha256(new TextEncoder().encode(text)), rounds, bits).join(',')}`;

// A failure is told too: nobody waits for what does not come.
onmessage = ({ data }: MessageEvent<Challenge>) => {
  try {
    postMessage(header(data));
  } catch {
    postMessage(null);
  }
};
