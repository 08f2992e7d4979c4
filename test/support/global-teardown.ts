import type {} from './global-setup';

/** Ends the PostgreSQL of this run; its folder goes with it. Safe to call once per project. */
export default async function globalTeardown(): Promise<void> {
  const server = globalThis.tidingsTestServer;
  globalThis.tidingsTestServer = undefined;
  await server?.stop();
}
