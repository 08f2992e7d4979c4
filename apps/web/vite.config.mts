import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { bundleBudget } from './bundle-budget.mts';
import { compressAssets } from './compress-assets.mts';

/** The API during development; Vite hands everything that is not the app itself on to it. */
const API = process.env.APP_URL ?? 'http://127.0.0.1:3000';
const SERVER_PATHS = ['/api', '/f', '/u', '/p', '/v', '/l', '/o', '/a', '/c', '/i'];

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [bundleBudget(), compressAssets()],
  // The server puts a fresh nonce in place of this with every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: fileURLToPath(new URL('../../dist/apps/web', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // "use client" means nothing without a server that renders React.
      onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [`^${path}/`, { target: API }])),
  },
});
