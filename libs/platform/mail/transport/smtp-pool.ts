import { SmtpOpenError, SmtpSession, type SmtpEnvelope, type SmtpMessage } from './smtp-session';
import { parseSmtpUrl, type SmtpSettings, type SmtpTimeouts } from './smtp-settings';
import type { SendResult } from './send-result';

export interface SmtpPoolOptions {
  /** See parseSmtpUrl. */
  url: string;
  /** Connections at the same time. Default 5. */
  connections?: number;
  /** Messages after which a connection is replaced. Default 1 000. */
  maxMessages?: number;
  /** An unused connection is closed after so long. Default 20 000. */
  idleMs?: number;
  timeouts?: SmtpTimeouts;
}

type Waiter = (session: SmtpSession | SmtpOpenError) => void;

/**
 * Sends assembled messages over a few connections that stay open for a whole campaign. `send` never throws: every way a
 * message can end is a SendResult. More calls than connections wait in line.
 */
export class SmtpPool {
  private readonly settings: SmtpSettings;
  private readonly limits: { connections: number; maxMessages: number; idleMs: number };
  private readonly idle = new Map<SmtpSession, NodeJS.Timeout>();
  private readonly busy = new Set<SmtpSession>();
  private readonly waiting: Waiter[] = [];
  private opening = 0;
  private closing: Promise<void> | undefined;
  private onDrained: (() => void) | undefined;

  /** @throws DomainError `smtp.invalid-url` */
  constructor(options: SmtpPoolOptions) {
    const { url, connections = 5, maxMessages = 1000, idleMs = 20_000, timeouts } = options;
    this.settings = parseSmtpUrl(url, timeouts);
    this.limits = { connections, maxMessages, idleMs };
  }

  /** Host and port, for logs. */
  get label(): string {
    return this.settings.label;
  }

  /**
   * Sends one message to one recipient and says what became of it. A connection that turns out to be stale, or that the
   * server ends after its own number of messages, is replaced once without the caller noticing: that happens only before
   * the message was complete.
   */
  async send(envelope: SmtpEnvelope, message: SmtpMessage): Promise<SendResult> {
    for (let attempt = 0; ; attempt += 1) {
      const session = await this.acquire();
      if (session instanceof SmtpOpenError) return { outcome: 'not-sent', reason: session.message };
      const fresh = session.used === 0;
      const result = await session.send(envelope, message);
      this.release(session);
      const ended = result.outcome === 'not-sent' || (result.outcome === 'deferred' && result.code === 421);
      if (!ended || fresh || attempt > 0) return result;
    }
  }

  /** Refuses new messages, lets those on the wire finish for up to `graceMs`, then closes. */
  close(graceMs = 10_000): Promise<void> {
    this.closing ??= this.shutDown(graceMs);
    return this.closing;
  }

  private async shutDown(graceMs: number): Promise<void> {
    const stopped = new SmtpOpenError('connect', 'The sending of mail was stopped by a shutdown.');
    for (const waiter of this.waiting.splice(0)) waiter(stopped);
    for (const session of [...this.idle.keys()]) this.retire(session);
    if (this.busy.size + this.opening === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      new Promise<void>((resolve) => (this.onDrained = resolve)),
      new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs))),
    ]);
    clearTimeout(timer);
    for (const session of this.busy) session.close();
  }

  private acquire(): Promise<SmtpSession | SmtpOpenError> {
    if (this.closing !== undefined) {
      return Promise.resolve(new SmtpOpenError('connect', 'The sending of mail was stopped by a shutdown.'));
    }
    for (const session of this.idle.keys()) {
      clearTimeout(this.idle.get(session));
      this.idle.delete(session);
      if (!session.usable) continue;
      this.busy.add(session);
      return Promise.resolve(session);
    }
    const waiting = new Promise<SmtpSession | SmtpOpenError>((resolve) => this.waiting.push(resolve));
    this.openWhereNeeded();
    return waiting;
  }

  private openWhereNeeded(): void {
    const missing = this.waiting.length - this.opening;
    const free = this.limits.connections - this.busy.size - this.idle.size - this.opening;
    for (let count = Math.min(missing, free); count > 0; count -= 1) void this.open();
  }

  private async open(): Promise<void> {
    this.opening += 1;
    const session = new SmtpSession(this.settings);
    try {
      await session.open();
      this.opening -= 1;
      this.release(session);
    } catch (error) {
      this.opening -= 1;
      const failure = error instanceof SmtpOpenError ? error : new SmtpOpenError('connect', String(error));
      // A server that refuses one connection refuses the rest too; without any left, nobody need wait for that.
      if (this.busy.size + this.opening === 0) for (const waiter of this.waiting.splice(0)) waiter(failure);
    }
    this.settle();
  }

  /** Gives a session to whoever waits, or keeps it for a while. */
  private release(session: SmtpSession): void {
    this.busy.delete(session);
    if (this.closing !== undefined || !session.usable || session.used >= this.limits.maxMessages) {
      session.quit();
    } else {
      const next = this.waiting.shift();
      if (next === undefined) this.keep(session);
      else {
        this.busy.add(session);
        next(session);
      }
    }
    this.openWhereNeeded();
    this.settle();
  }

  private keep(session: SmtpSession): void {
    const timer = setTimeout(() => this.retire(session), this.limits.idleMs);
    timer.unref();
    this.idle.set(session, timer);
  }

  private retire(session: SmtpSession): void {
    clearTimeout(this.idle.get(session));
    this.idle.delete(session);
    session.quit();
  }

  private settle(): void {
    if (this.busy.size + this.opening === 0) this.onDrained?.();
  }
}
