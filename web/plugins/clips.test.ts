import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clipsUnder } from './clips';

test('clips are those of the folder, by language and text key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clips-'));
  mkdirSync(join(folder, 'ar'));
  for (const file of ['self.question.birth.mp3', 'self.question.place.ogg', 'notes.txt']) writeFileSync(join(folder, 'ar', file), '');
  writeFileSync(join(folder, 'README.md'), '');
  expect(clipsUnder(folder)).toEqual({
    ar: { 'self.question.birth': '/audio/ar/self.question.birth.mp3', 'self.question.place': '/audio/ar/self.question.place.ogg' },
  });
  expect(clipsUnder(join(folder, 'none'))).toEqual({});
});
