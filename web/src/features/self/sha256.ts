// SHA-256 (FIPS 180-4), for the proof of work: the browser's own takes longer to be called than to count.

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
const state = new Int32Array(8);

/** Takes the block in the first sixteen words of `w` into `state`. */
function compress(): void {
  for (let i = 16; i < 64; ++i) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!;
  let e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
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
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/** The first word of SHA-256 of a message of 40 bytes, given as its ten words. */
export function firstWord(message: Int32Array): number {
  state.set(start);
  w.set(message);
  w[10] = 0x80000000 | 0; // the end of the message
  w.fill(0, 11, 15);
  w[15] = 320; // its length in bits
  compress();
  return state[0]!;
}

/** SHA-256 as eight words. */
export function sha256(message: Uint8Array): Int32Array {
  const blocks = new DataView(new ArrayBuffer(64 * Math.ceil((message.length + 9) / 64)));
  new Uint8Array(blocks.buffer).set(message);
  blocks.setUint8(message.length, 0x80);
  blocks.setUint32(blocks.byteLength - 4, 8 * message.length);
  state.set(start);
  for (let block = 0; block < blocks.byteLength; block += 64) {
    for (let i = 0; i < 16; ++i) w[i] = blocks.getInt32(block + 4 * i);
    compress();
  }
  return state.slice();
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
