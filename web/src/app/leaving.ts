import { api, beforeAsking } from '$/api/client';
import { asProblem } from '$/api/problem';

// Who signs out has left this device at once, whatever the network does. Only the server can end her session (no program of a
// page reaches the cookie), so its write token is kept until the server has been told, over a closed browser too; before that
// nothing else is asked with that cookie. Of a session that came after it the token ends nothing.

const storageKey = 'jisr.leaving';
let telling: Promise<void> | null = null;

const left = () => localStorage.getItem(storageKey);

async function tell(token: string): Promise<void> {
  try {
    await api.remove('/session', undefined, { anonymous: true, unheld: true, headers: { 'X-CSRF-Token': token } });
  } catch (thrown) {
    // 401 and 403: it has ended already, or the cookie is another one by now.
    if (![401, 403].includes(asProblem(thrown).status)) throw thrown;
  }
  if (left() === token) localStorage.removeItem(storageKey);
}

/** Ends on the server what was left on this device; fails while the server cannot be told. */
export async function settle(token = left()): Promise<void> {
  if (token) await (telling ??= tell(token).finally(() => (telling = null)));
}

/** Leaves the session of this write token; fails when the server could not be told yet. */
export function leave(token: string): Promise<void> {
  try {
    localStorage.setItem(storageKey, token);
  } catch {
    // A full storage: then it can be told from this page alone.
  }
  return settle(token);
}

/** Calls back when another tab of this browser leaves. */
export function onLeft(left: () => void): void {
  addEventListener('storage', ({ key, newValue }) => key === storageKey && newValue && left());
}

const again = () => void settle().catch(() => {});
beforeAsking(() => settle());
addEventListener('online', again);
setInterval(again, 5000); // a server that was away comes back without a word
