import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { firstWord, sha256, solve } from './sha256';

const words = (bytes: Buffer) => Int32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32BE(4 * i));

test('the first word is that of SHA-256', () => {
  for (let i = 0; i < 200; ++i) {
    const message = randomBytes(40);
    expect(firstWord(words(message))).toBe(createHash('sha256').update(message).digest().readInt32BE(0));
  }
});

test('a message of any length has the digest that everybody else finds', () => {
  for (let length = 0; length < 200; ++length) {
    const message = randomBytes(length);
    expect(sha256(message)).toEqual(words(createHash('sha256').update(message).digest()));
  }
});

test('a solution begins each round with the zero bits that were asked for', () => {
  const challenge = randomBytes(32);
  solve(words(challenge), 4, 9).forEach((number, round) => {
    const message = Buffer.concat([challenge, Buffer.alloc(8)]);
    message.writeUInt32BE(round, 32);
    message.writeUInt32BE(number, 36);
    expect(createHash('sha256').update(message).digest().readUInt32BE(0) >>> (32 - 9)).toBe(0);
  });
});
