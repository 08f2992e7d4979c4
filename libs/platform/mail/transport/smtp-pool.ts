import type { SendResult } from './send-result';
import { SmtpOpenError } from './smtp-problem';
import { SmtpSession, type SmtpEnvelope, type SmtpMessage } from './smtp-session';
import { parseSmtpUrl, type SmtpSettings, type SmtpTimeouts } from './smtp-settings';
import { WaitingLine, type Urgency } from './waiting-line';

interface SmtpPoolLimits {
  /** Connections at the same time; 0: none, see `resize`. Default 5. */
  connections?: number;
  /** Messages after which a connection is replaced. Default 1 000. */
  maxMessages?: number;
  /** An unused connection is closed after so long. Default 20 000. */
  idleMs?: number;
}

/** A server by its address (see parseSmtpUrl) or by its settings (see smtpSettings). */
export type SmtpPoolOptions = SmtpPoolLimits &
  ({ url: string; timeouts?: SmtpTimeouts } | { settings: SmtpSettings });

/** Nothing was tried; says nothing about the server. */
class NotNow {
  constructor(readonly reason: string) {}
}

/** A message's place among those that wait for a connection. */
export interface Turn {
  /** Higher goes first; 0 unless told otherwise. */
  urgency?: Urgency;
  /** Asked when a connection is there, right before the message goes. False: it does not go after all. */
  mayGo?: () => Promise<boolean>;
}

type Acquired = SmtpSession | SmtpOpenError | NotNow;

/** How long nobody knocks again at a server that lets no further connection in while it serves others. */
const KNOCK_AGAIN_MS = 5_000;

const NO_LEAVE: SendResult = {
  outcome: 'not-sent',
  reason: 'When it came to its turn, it was not to go any more.',
  notNow: true,
};

const STOPPED = new NotNow('The sending of mail was stopped by a shutdown.');

/**
 * Sends assembled messages over a few connections that stay open for a whole campaign. `send` never throws: every way a
 * message can end is a SendResult. More calls than connections wait in line, urgent ones in front. The server never has more
 * connections of this pool than its limit, those included that are being opened or ended.
 */
export class SmtpPool {
  private settings: SmtpSettings;
  private connections: number;
  private readonly limits: { maxMessages: number; idleMs: number };
  private readonly idle = new Map<SmtpSession, NodeJS.Timeout>();
  private readonly busy = new Set<SmtpSession>();
  private readonly leaving = new Set<SmtpSession>();
  private readonly waiting = new WaitingLine<(acquired: Acquired) => void>();
  private opening = 0;
  private knockAgainAt = 0;
  private closing: Promise<void> | undefined;
  private onDrained: (() => void) | undefined;

  /** @throws DomainError `smtp.invalid-url` */
  constructor(options: SmtpPoolOptions) {
    const { connections = 5, maxMessages = 1000, idleMs = 20_000 } = options;
    this.settings = 'url' in options ? parseSmtpUrl(options.url, options.timeouts) : options.settings;
    this.connections = connections;
    this.limits = { maxMessages, idleMs };
  }

  /** Host and port, for logs. */
  get label(): string {
    return this.settings.label;
  }

  /** Connections that the server has of this pool now, those being opened or ended included. */
  get open(): number {
    return this.inUse + this.leaving.size;
  }

  /** True when no message is on the wire or waiting. */
  get isIdle(): boolean {
    return this.busy.size + this.opening + this.waiting.length === 0;
  }

  /**
   * Sends one message to one recipient and says what became of it. A connection that turns out to be stale, or that the
   * server ends after its own number of messages, is replaced once without the caller noticing: that happens only before
   * the message was complete.
   */
  async send(envelope: SmtpEnvelope, message: SmtpMessage, turn: Turn = {}): Promise<SendResult> {
    const { urgency = 0, mayGo } = turn;
    for (let attempt = 0; ; attempt += 1) {
      const session = await this.acquire(urgency);
      if (session instanceof SmtpOpenError) return notSent(session);
      if (session instanceof NotNow) return { outcome: 'not-sent', reason: session.reason, notNow: true };
      const fresh = session.used === 0;
      const result = (await isLet(mayGo)) ? await session.send(envelope, message) : NO_LEAVE;
      this.release(session);
      if (result === NO_LEAVE) return result;
      const ended = result.outcome === 'not-sent' || (result.outcome === 'deferred' && result.code === 421);
      if (!ended || fresh || attempt > 0) return result;
    }
  }

  /**
   * Changes the number of connections. Fewer: surplus ones end, each after the message it is sending. With 0 whoever waits,
   * and whoever comes, hears `notNow`.
   */
  resize(connections: number): void {
    this.connections = connections;
    for (const session of this.idle.keys()) if (this.inUse > connections) this.retire(session);
    if (connections === 0) this.turnAway();
    this.openWhereNeeded();
  }

  /** Changes the server. Messages on the wire end where they are; every other goes over connections to the new one. */
  use(settings: SmtpSettings): void {
    this.settings = settings;
    this.knockAgainAt = 0;
    for (const session of [...this.idle.keys()]) this.retire(session);
    this.openWhereNeeded();
  }

  /** Refuses new messages, lets those on the wire finish for up to `graceMs`, then closes. */
  close(graceMs = 10_000): Promise<void> {
    this.closing ??= this.shutDown(graceMs);
    return this.closing;
  }

  private get inUse(): number {
    return this.busy.size + this.idle.size + this.opening;
  }

  private async shutDown(graceMs: number): Promise<void> {
    for (const waiter of this.waiting.takeAll()) waiter(STOPPED);
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

  private acquire(urgency: Urgency): Promise<Acquired> {
    if (this.closing !== undefined) return Promise.resolve(STOPPED);
    if (this.connections === 0) return Promise.resolve(this.noShare());
    for (const session of this.idle.keys()) {
      clearTimeout(this.idle.get(session));
      this.idle.delete(session);
      if (session.usable) {
        this.busy.add(session);
        return Promise.resolve(session);
      }
      this.dismiss(session);
    }
    const waiting = new Promise<Acquired>((resolve) => this.waiting.push(resolve, urgency));
    this.openWhereNeeded();
    return waiting;
  }

  private openWhereNeeded(): void {
    if (this.closing !== undefined) return;
    // Whoever is served already, or lets us in yet, will serve the others; without anybody, waiting would be for ever.
    if (Date.now() < this.knockAgainAt && this.busy.size + this.opening > 0) return;
    const missing = this.waiting.length - this.opening;
    const free = this.connections - this.open;
    for (let count = Math.min(missing, free); count > 0; count -= 1) void this.openOne();
  }

  private async openOne(): Promise<void> {
    this.opening += 1;
    const session = new SmtpSession(this.settings);
    try {
      await session.open();
      this.opening -= 1;
      this.release(session);
    } catch (error) {
      this.opening -= 1;
      this.dismiss(session);
      this.knockAgainAt = Date.now() + KNOCK_AGAIN_MS;
      const failure =
        error instanceof SmtpOpenError ? error : new SmtpOpenError('connect', 'closed', String(error));
      // A server that refuses one connection refuses the rest too; without any left, nobody need wait for that.
      if (this.busy.size + this.opening === 0) for (const waiter of this.waiting.takeAll()) waiter(failure);
    }
    this.settle();
  }

  /** Gives a session to whoever waits, or keeps it for a while. */
  private release(session: SmtpSession): void {
    this.busy.delete(session);
    const isOutdated = session.settings !== this.settings || session.used >= this.limits.maxMessages;
    if (this.closing !== undefined || !session.usable || isOutdated || this.inUse >= this.connections) {
      this.dismiss(session);
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
    this.dismiss(session);
  }

  /** Ends a session; its place is free when the server has let go. */
  private dismiss(session: SmtpSession): void {
    this.leaving.add(session);
    session.quit();
    void session.gone.then(() => {
      this.leaving.delete(session);
      this.openWhereNeeded();
    });
  }

  private turnAway(): void {
    for (const waiter of this.waiting.takeAll()) waiter(this.noShare());
  }

  private noShare(): NotNow {
    return new NotNow(`All connections to ${this.label} belong to other workers just now.`);
  }

  private settle(): void {
    if (this.busy.size + this.opening === 0) this.onDrained?.();
  }
}

function notSent({ message, noSession }: SmtpOpenError): SendResult {
  return { outcome: 'not-sent', reason: message, noSession };
}

/** Whoever cannot say whether a message may go, does not let it go: the connection must come back in any case. */
async function isLet(mayGo: Turn['mayGo']): Promise<boolean> {
  if (mayGo === undefined) return true;
  return mayGo().catch(() => false);
}
