import { api, isProblem } from '$/api/client';
import type { Given } from '$/api/types';

export type Wall = Given<'Wall'>;

const storageKey = 'jisr.wall';
const patience = 75_000; // the server tells the total every thirty seconds

/** That this computer is a wall, and of which region: its pass ends without a trace, and then the screen must say so. */
export const remembered = {
  get region(): string | null {
    return localStorage.getItem(storageKey);
  },
  keep({ region_code }: Wall): void {
    localStorage.setItem(storageKey, region_code ?? '');
  },
  forget(): void {
    localStorage.removeItem(storageKey);
  },
};

/** What the pass of this computer opens; null where it has none, or it has ended. */
export async function readWall(): Promise<Wall | null> {
  try {
    return await api.get<Wall>('/wall', undefined, { anonymous: true });
  } catch (thrown) {
    if (isProblem(thrown, 'unauthenticated')) return null;
    throw thrown;
  }
}

/** Whether the screen may go on: while nobody answers it does. */
export const goesOn = (): Promise<boolean> => readWall().then((wall) => wall !== null).catch(() => true);

/** Whether the numbers are older than those of a connection that works. */
export const isStale = (heard: number, now: number): boolean => now - heard > patience;
