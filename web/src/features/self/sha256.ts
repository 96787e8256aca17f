// SHA-256 (FIPS 180-4) of one block, for the proof of work: the browser's own takes longer to be called than to count.

const k = new Uint32Array(64);
const start = new Uint32Array(8);

/** The first 32 bits of the fractional part of `root`. */
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;

for (let n = 2, i = 0; i < 64; ++n) {
  let prime = true;
  for (let d = 2; d * d <= n; ++d) if (n % d === 0) prime = false;
  if (!prime) continue;
  if (i < 8) start[i] = fraction(Math.sqrt(n));
  k[i++] = fraction(Math.cbrt(n));
}

const w = new Int32Array(64);

/** The first word of SHA-256 of a message of 40 bytes, given as its ten words. */
export function firstWord(message: Int32Array): number {
  w.set(message);
  w[10] = 0x80000000 | 0; // the end of the message
  w.fill(0, 11, 15);
  w[15] = 320; // its length in bits
  for (let i = 16; i < 64; ++i) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let a = start[0]! | 0, b = start[1]! | 0, c = start[2]! | 0, d = start[3]! | 0;
  let e = start[4]! | 0, f = start[5]! | 0, g = start[6]! | 0, h = start[7]! | 0;
  for (let i = 0; i < 64; ++i) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i]! + w[i]!) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  return (a + start[0]!) | 0;
}

/** A number for each round of a challenge whose SHA-256 is given as eight words. */
export function solve(challenge: Int32Array, rounds: number, bits: number): number[] {
  const message = new Int32Array(10);
  message.set(challenge);
  return Array.from({ length: rounds }, (_, round) => {
    message[8] = round;
    for (let number = 0; ; ++number) {
      message[9] = number;
      if (firstWord(message) >>> (32 - bits) === 0) return number;
    }
  });
}
