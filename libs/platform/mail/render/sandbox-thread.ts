import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CompileProblem } from '../compile/compiled-message';
import type { SandboxReply, SandboxTask, TaskError, TaskResults } from './sandbox-protocol';

export interface SandboxLimits {
  heapMb: number;
  /** Longest time without progress: per message of a batch, or for a whole compilation. */
  stallMs: number;
}

/** The thread was stopped, or died, while it worked. */
export class SandboxBreach extends Error {
  constructor(
    readonly reason: 'time' | 'memory' | 'closed' | 'startup',
    /** Index of the recipient that was being worked on. */
    readonly at: number,
  ) {
    super(
      {
        time: 'took too long',
        memory: 'needed too much memory',
        closed: 'was stopped by a shutdown',
        startup: 'could not be started on',
      }[reason],
    );
  }
}

/** The thread answered that the task cannot be done. */
export class TaskFailure extends Error {
  constructor(
    readonly error: TaskError,
    readonly problems: CompileProblem[] | undefined,
  ) {
    super(error.message);
  }
}

const STARTUP_MS = 30_000;

/** One worker thread, started on first use and again after a breach. Runs one task at a time. */
export class SandboxThread {
  private worker: Worker | undefined;
  private progress = new Int32Array(new SharedArrayBuffer(4));
  private closed = false;
  private abort: ((breach: SandboxBreach) => void) | undefined;

  constructor(private readonly limits: SandboxLimits) {}

  /**
   * @throws TaskFailure when the thread refuses the task
   * @throws SandboxBreach when it broke a limit; the thread is gone and the next task gets a new one
   */
  async run<K extends SandboxTask['kind']>(
    task: Extract<SandboxTask, { kind: K }>,
    transfer: ArrayBuffer[] = [],
  ): Promise<TaskResults[K]> {
    const worker = this.worker ?? (await this.start());
    worker.ref();
    try {
      const begin = (): void => worker.postMessage(task, transfer);
      const reply = await this.exchange(worker, begin, this.limits.stallMs);
      if ('ready' in reply) throw new SandboxBreach('memory', 0);
      if (!reply.ok) throw new TaskFailure(reply.error, reply.problems);
      return reply.result as TaskResults[K];
    } finally {
      worker.unref();
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.abort?.(new SandboxBreach('closed', 0));
    await this.worker?.terminate();
    this.worker = undefined;
  }

  /** Frees the memory of an idle thread; the next task starts a new one. */
  async rest(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
  }

  private async start(): Promise<Worker> {
    if (this.closed) throw new SandboxBreach('closed', 0);
    this.progress = new Int32Array(new SharedArrayBuffer(4));
    const worker = createWorker(this.limits.heapMb, this.progress.buffer);
    this.worker = worker;
    // A thread that dies between tasks is replaced at the next one.
    worker.on('error', () => this.forget(worker));
    worker.on('exit', () => this.forget(worker));
    try {
      await this.exchange(worker, () => undefined, STARTUP_MS);
    } catch (error) {
      // No template ran yet: not to be blamed on a recipient.
      if (error instanceof SandboxBreach && error.reason !== 'closed') throw new SandboxBreach('startup', 0);
      throw error;
    }
    return worker;
  }

  /** Waits for one reply, watching that the thread lives and gets on. */
  private exchange(worker: Worker, begin: () => void, stallMs: number): Promise<SandboxReply> {
    return new Promise((resolve, reject) => {
      let seen = -1;
      let since = Date.now();
      const finish = (): void => {
        clearInterval(watchdog);
        worker.off('message', onMessage).off('error', onDeath).off('exit', onDeath);
        this.abort = undefined;
      };
      const breach = (found: SandboxBreach): void => {
        finish();
        this.forget(worker);
        void worker.terminate();
        reject(found);
      };
      const onMessage = (reply: SandboxReply): void => {
        finish();
        resolve(reply);
      };
      const onDeath = (): void => breach(new SandboxBreach('memory', Atomics.load(this.progress, 0)));
      const watchdog = setInterval(
        () => {
          const at = Atomics.load(this.progress, 0);
          if (at !== seen) {
            seen = at;
            since = Date.now();
          } else if (Date.now() - since >= stallMs) breach(new SandboxBreach('time', at));
        },
        Math.max(10, stallMs / 10),
      );
      this.abort = breach;
      worker.on('message', onMessage).on('error', onDeath).on('exit', onDeath);
      try {
        begin();
      } catch (error) {
        finish();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
  }

  private forget(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined;
  }
}

/** Runs the TypeScript entry through the same compiler as the tests when there is no build beside us. */
const FROM_TYPESCRIPT = `
const { createRequire, Module } = require('node:module');
const { workerData } = require('node:worker_threads');
const load = createRequire(workerData.entry);
const { transformFileSync } = load('@swc/core');
Module._extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, {
  swcrc: false, jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' },
}).code, file);
load(workerData.entry);
`;

function createWorker(heapMb: number, progress: ArrayBufferLike): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };
  // No environment: whatever a template does, there are no secrets in the thread.
  const shared = { resourceLimits, env: {}, execArgv: [], argv: [] };
  const fromTypescript = __filename.endsWith('.ts');
  const entry = join(__dirname, fromTypescript ? 'sandbox-entry.ts' : 'sandbox-entry.js');
  const workerData = { progress, entry };
  return fromTypescript
    ? new Worker(FROM_TYPESCRIPT, { ...shared, eval: true, workerData })
    : new Worker(entry, { ...shared, workerData });
}
