import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line written inside a request or a job carries, so that one id finds all of them. */
export interface LogContext {
  requestId?: string;
  jobId?: string;
  job?: string;
  workspaceId?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Runs `work` with `context` bound to every log line written inside it, however deep and however late. */
export function withLogContext<T>(context: LogContext, work: () => T): T {
  return storage.run({ ...storage.getStore(), ...context }, work);
}

export function currentLogContext(): LogContext {
  return storage.getStore() ?? {};
}
