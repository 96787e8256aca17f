import { api } from '$/api/client';
import type { Given } from '$/api/types';

// What stays on the device is locked with a key that the server gives to the person alone, while she is signed in: whoever takes
// the tablet after her finds nothing to read.

let owner: string | null = null;
let key: CryptoKey | null = null;

const toText = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const fromText = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Gets the key of who is signed in, while there is a network; whether it is there. A page without https can lock nothing. */
export async function openLock(userId: string): Promise<boolean> {
  if (owner === userId && key) return true;
  if (!globalThis.crypto?.subtle) return false;
  const { key: given } = await api.get<Given<'DeviceKey'>>('/device-key', undefined, { anonymous: true });
  const bits = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(given));
  key = await crypto.subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt']);
  owner = userId;
  return true;
}

/** Forgets the key of who signs out. */
export function closeLock(): void {
  [owner, key] = [null, null];
}

export async function locked(value: unknown): Promise<string> {
  if (!key) throw new Error('no key');
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const bytes = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
  return `${toText(iv)} ${toText(bytes)}`;
}

/** Fails for what was locked with another key. */
export async function unlocked<T>(text: string): Promise<T> {
  if (!key) throw new Error('no key');
  const [iv, bytes] = text.split(' ').map(fromText);
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: iv! }, key, bytes!);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}
