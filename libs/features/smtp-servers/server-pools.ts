import { SmtpPool, type SmtpSettings } from '@platform/mail';

interface KeptPool {
  pool: SmtpPool;
  /** What the settings were made from: other settings, another text. */
  fingerprint: string;
  /** Limit over all processes together. */
  connections: number;
  usedAt: number;
}

export interface PoolRequest {
  id: string;
  fingerprint: string;
  connections: number;
  /** Called when the pool is made and when the fingerprint has changed. */
  settings: () => SmtpSettings;
}

/** A pool that nobody used for so long is forgotten. */
const FORGET_MS = 60_000;

/** One pool of connections per server in this process, each within this process's share of what its server allows. */
export class ServerPools {
  private readonly pools = new Map<string, KeptPool>();
  private closed = false;

  /** `shareOf` says how many of a server's connections this process may have now. */
  constructor(private readonly shareOf: (connections: number) => number) {}

  /** The pool of a server, made or changed as needed. Throws what `settings` throws. */
  get({ id, fingerprint, connections, settings }: PoolRequest): SmtpPool {
    const kept = this.pools.get(id);
    if (kept === undefined) return this.make({ id, fingerprint, connections, settings });
    if (kept.fingerprint !== fingerprint) {
      kept.pool.use(settings());
      kept.fingerprint = fingerprint;
    }
    if (kept.connections !== connections) {
      kept.connections = connections;
      kept.pool.resize(this.shareOf(connections));
    }
    kept.usedAt = performance.now();
    return kept.pool;
  }

  /** Follows changed shares, and forgets pools that nobody uses. */
  fit(): void {
    for (const [id, kept] of this.pools) {
      if (kept.pool.isIdle && kept.pool.open === 0 && performance.now() - kept.usedAt > FORGET_MS) {
        this.pools.delete(id);
      } else {
        kept.pool.resize(this.shareOf(kept.connections));
      }
    }
  }

  /** Whether no server has more connections of this process than its share. */
  get fits(): boolean {
    return [...this.pools.values()].every(({ pool, connections }) => pool.open <= this.shareOf(connections));
  }

  /** Messages on the wire get their answer first. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.pools.values()].map(({ pool }) => pool.close()));
  }

  private make({ id, fingerprint, connections, settings }: PoolRequest): SmtpPool {
    this.fit();
    const pool = new SmtpPool({ settings: settings(), connections: this.shareOf(connections) });
    if (this.closed) void pool.close();
    this.pools.set(id, { pool, fingerprint, connections, usedAt: performance.now() });
    return pool;
  }
}
