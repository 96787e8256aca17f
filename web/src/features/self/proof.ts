import { api } from '$/api/client';
import { limits } from '$/api/limit';
import { unreachable } from '$/api/problem';
import type { Challenge } from './types';

let solving: Promise<{ header: string; until: number }> | null = null;

async function solved(): Promise<{ header: string; until: number }> {
  const challenge = await api.get<Challenge>('/self/challenge');
  const worker = new Worker(new URL('./proof.worker.ts', import.meta.url), { type: 'module' });
  try {
    const header = await new Promise<string>((done, fail) => {
      worker.onmessage = ({ data }: MessageEvent<string | null>) => (data ? done(data) : fail(new Error('no proof')));
      // Its script could not be fetched: the network went in between.
      worker.onerror = () => fail(unreachable());
      setTimeout(() => fail(unreachable()), limits.silence); // nor does it come
      worker.postMessage(challenge);
    });
    // Our clock may be wrong, theirs is not: what counts is how long it lasts.
    return { header, until: performance.now() + 25 * 60_000 };
  } finally {
    worker.terminate();
  }
}

/** Begins the work of a registration while she is still answering. */
export function beginProof(): void {
  solving ??= solved();
  solving.catch(() => (solving = null)); // asked for again when it is needed
}

/** The header that proves the work; made anew when it is too old. */
export async function proof(): Promise<string> {
  beginProof();
  const made = await solving!;
  if (performance.now() < made.until) return made.header;
  dropProof();
  return proof();
}

/** Each proof counts once. */
export function dropProof(): void {
  solving = null;
}
