import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { clips } from './plugins/clips.ts';
import { locales } from './plugins/locales.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the public pages are made of: only the texts that these name are sent with them. */
const sources = ['./src/features/self', './src/api/problem.ts', './src/app/Mark.svelte'].map(here);

// The public pages (/s) are built apart: a phone on a weak network downloads nothing of what staff need.
export default defineConfig({
  plugins: [locales({ texts: here('../locales'), sources }), clips(here('./public/audio')), svelte()],
  resolve: { alias: { $: here('./src') } },
  publicDir: false, // copied with the other build
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2020', // phones of 2020
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: '.vite/self.json',
    rolldownOptions: { input: here('./s/index.html') },
  },
  worker: { format: 'es' },
  server: {
    port: 5174,
    proxy: { '/api': { target: 'http://127.0.0.1:8080' } },
  },
});
