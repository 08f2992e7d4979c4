import { spawn, type ChildProcess as NodeProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { guardProcess } from '@platform/processes';
import { CommandError } from '../command-error';
import { LogFile } from './log-file';
import { readLogLine, type LogLine } from './log-line';
import { restartDelay } from './restart-delay';

export interface ChildPlan {
  /** How people call it: `api`, `worker`, `mailbox`. */
  name: string;
  /** Arguments of Node: the script and its words. */
  words: string[];
  env: Record<string, string | undefined>;
  /** Answers 2xx as soon as the process works. */
  healthUrl: string;
  logFile: string;
  /** Time it gets to finish after SIGTERM. */
  stopPatienceMs: number;
}

export interface ChildListener {
  onLine: (name: string, line: LogLine) => void;
  /** It ended by itself and is about to be started again. */
  onRestart: (name: string, reason: string) => void;
}

const START_PATIENCE_MS = 60_000;
const KEPT_LINES = 12;

/** One Node process of the product: started, watched, started again when it ends by itself, and stopped. */
export class ChildProcess {
  private node?: NodeProcess;
  private callOffGuardian?: () => void;
  private readonly log: LogFile;
  private lastLines: string[] = [];
  private state: 'new' | 'starting' | 'running' | 'stopping' = 'new';
  private earlyEnds = 0;
  private startedAt = 0;
  private restartTimer?: NodeJS.Timeout;

  constructor(
    private readonly plan: ChildPlan,
    private readonly listener: ChildListener,
  ) {
    this.log = new LogFile(plan.logFile);
  }

  get name(): string {
    return this.plan.name;
  }

  get pid(): number | undefined {
    return this.hasEnded() ? undefined : this.node?.pid;
  }

  /** Resolves when it answers its health check. Throws CommandError when it ends before, or takes too long. */
  async start(): Promise<void> {
    this.state = 'starting';
    this.launch();
    const deadline = Date.now() + START_PATIENCE_MS;
    while (!(await this.isHealthy())) {
      if (this.state !== 'starting') throw this.failure('was stopped before it was ready');
      if (this.hasEnded()) throw this.failure(`did not start: it ended with ${this.ending()}`);
      if (Date.now() > deadline) throw this.failure(`did not answer ${this.plan.healthUrl} in time`);
      await wait(50);
    }
    this.state = 'running';
    if (this.hasEnded()) this.restartLater();
  }

  /** Asks it to finish, and ends it when that takes too long. Never started again. */
  async stop(): Promise<void> {
    this.state = 'stopping';
    clearTimeout(this.restartTimer);
    this.node?.kill('SIGTERM');
    const deadline = Date.now() + this.plan.stopPatienceMs;
    while (!this.hasEnded() && Date.now() < deadline) await wait(15);
    this.kill();
    while (!this.hasEnded()) await wait(15);
  }

  /** Ends it at once. */
  kill(): void {
    this.state = 'stopping';
    clearTimeout(this.restartTimer);
    if (!this.hasEnded()) this.node?.kill('SIGKILL');
  }

  private launch(): void {
    // Its own process group: Ctrl-C reaches only us, and we stop the parts in order.
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    const node = spawn(process.execPath, this.plan.words, { env: this.plan.env, stdio, detached: true });
    this.node = node;
    this.startedAt = Date.now();
    this.lastLines = [];
    node.on('error', (error) => this.read(error.message));
    if (node.pid) this.callOffGuardian = guardProcess({ pid: node.pid, signal: 'TERM' });
    for (const stream of [node.stdout, node.stderr])
      createInterface({ input: stream }).on('line', (l) => this.read(l));
    node.once('exit', () => {
      this.callOffGuardian?.();
      if (this.state === 'running') this.restartLater();
    });
  }

  private read(line: string): void {
    this.log.append(`${line}\n`);
    const shown = readLogLine(line);
    this.lastLines = [...this.lastLines, shown.text].slice(-KEPT_LINES);
    // What a process says before it fails to start is part of the error.
    if (this.state !== 'starting' || !shown.important) this.listener.onLine(this.plan.name, shown);
  }

  private restartLater(): void {
    const ranMs = Date.now() - this.startedAt;
    const { earlyEnds, delayMs } = restartDelay({ earlyEnds: this.earlyEnds, ranMs });
    this.earlyEnds = earlyEnds;
    const when = `${delayMs / 1000} s`;
    this.listener.onRestart(
      this.plan.name,
      `ended unexpectedly (${this.ending()}); starting it again in ${when}`,
    );
    this.restartTimer = setTimeout(() => this.launch(), delayMs);
  }

  private async isHealthy(): Promise<boolean> {
    const request = fetch(this.plan.healthUrl, { signal: AbortSignal.timeout(5_000) });
    return request.then(
      async (response) => {
        await response.body?.cancel();
        return response.ok;
      },
      () => false,
    );
  }

  private hasEnded(): boolean {
    const node = this.node;
    return !node || node.pid === undefined || node.exitCode !== null || node.signalCode !== null;
  }

  private ending(): string {
    return this.node?.signalCode ?? `code ${this.node?.exitCode ?? 'unknown'}`;
  }

  private failure(what: string): CommandError {
    const lines = this.lastLines.map((line) => `  ${line}`).join('\n');
    return new CommandError(
      `The ${this.plan.name} ${what}.\n${lines}\nIts whole log is ${this.plan.logFile}.`,
    );
  }
}
