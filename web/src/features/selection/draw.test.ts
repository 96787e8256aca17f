import { execSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { drawCommand } from './draw';

test('what the page gives to whoever checks a lot comes to the lot that the program drew', () => {
  // The same two as in choice_test.cpp.
  const command = drawCommand('0192f0c1-7a3b-7c55-8d21-6a5e0f3b9c44').replace('REFERENCE', 'GON-26-000123-4');
  expect(execSync(command, { encoding: 'utf8' }).trim()).toBe('0ed8f819e9268fff');
});
