// `crypto.randomUUID` is missing on phones of before 2021 and on every page without https; random bytes are everywhere.

/** So many random hexadecimal digits. */
export function randomDigits(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(count / 2)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, count);
}

/** A UUID of `version` from its digits without those that say what it is. */
export function uuidOf(version: number, digits: string): string {
  const variant = (8 + (parseInt(digits[15]!, 16) % 4)).toString(16);
  const whole = `${digits.slice(0, 12)}${version}${digits.slice(12, 15)}${variant}${digits.slice(16, 31)}`;
  return whole.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A random UUID. */
export const uuid = () => uuidOf(4, randomDigits(31));
