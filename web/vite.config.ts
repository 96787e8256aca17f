import { svelte } from '@sveltejs/vite-plugin-svelte';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { locales } from './plugins/locales.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What a visitor sees first: the log-in page, or the home page with the ways to all others. */
const first = [
  './src/main.ts', './src/app/Shell.svelte', './src/features/home/Home.svelte', './src/features/identity/Login.svelte',
  './src/features/identity/Setup.svelte', './src/features/identity/ChangePassword.svelte',
].map(here).concat(globSync(here('./src/features/*/feature.ts')));

export default defineConfig({
  plugins: [
    locales({ texts: here('../locales'), sources: [here('./src')], except: [here('./src/features/self/')], first: { entries: first, root: here('./src') } }),
    svelte(),
  ],
  resolve: { alias: { $: here('./src') } },
  build: {
    outDir: 'dist',
    target: 'es2020', // tablets of 2020, with src/older.ts
    // The content security policy allows files of our own host only, so nothing is inlined as data:.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 200,
    rolldownOptions: {
      output: {
        // On a weak network each further file costs a journey: one for what every page needs, one for the frame of who is
        // signed in, and one for the pieces of her first page.
        codeSplitting: {
          groups: [
            { name: 'base', priority: 3, test: /node_modules\/(svelte|esm-env)|src\/(ui|i18n|api|offline)\/|src\/(main\.ts|app\/App\.svelte)$/ },
            { name: 'shell', priority: 2, test: /src\/(app\/Shell|features\/home\/Home)\.svelte$/ },
            { name: 'home', priority: 1, test: /src\/features\/\w+\/Home\w+\.svelte$/ },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/health', '/ready'].map((path) => [path, { target: 'http://127.0.0.1:8080' }]),
    ),
  },
  test: { include: ['src/**/*.test.ts', 'plugins/**/*.test.ts'], environment: 'node' },
});
