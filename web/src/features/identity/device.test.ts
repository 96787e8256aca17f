import { expect, test } from 'vitest';
import { deviceName } from './device';

test('a browser is named the way people know it', () => {
  expect(deviceName('Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0')).toBe('Firefox · Android');
  expect(deviceName('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0')).toBe(
    'Edge · Windows',
  );
  expect(deviceName('curl/8.0')).toBe('');
});
