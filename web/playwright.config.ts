import { defineConfig } from '@playwright/test';
import type { Language } from './plugins/locales.ts';

// Debian's Chromium without what draws windows, which takes a third less of the processors; the flags let it run as root and
// keep it from talking to anybody else.
const launchOptions = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
};

export default defineConfig<{ language: Language }>({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: 'list',
  outputDir: 'test-results',
  // Nothing moves: a colour on its way to another has no contrast to be judged.
  use: {
    headless: true, launchOptions, contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure', actionTimeout: 30_000,
  },
  projects: [
    { name: 'phone-ar', use: { language: 'ar', viewport: { width: 360, height: 740 }, hasTouch: true } },
    { name: 'desk-fr', use: { language: 'fr', viewport: { width: 1280, height: 800 } } },
  ],
});
