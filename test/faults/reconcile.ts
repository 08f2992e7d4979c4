import type { Pool } from 'pg';
import type { RecordingSink } from './recording-sink';

export interface Verdict {
  recipients: number;
  received: number;
  /** Deliveries that the mail server took more than once. */
  duplicates: number;
  /** Never taken by the mail server, and shown neither as uncertain nor as one that "send to the rest" finds. */
  missing: number;
  uncertain: number;
  /** Taken by the mail server and shown neither as accepted nor as uncertain; rows in no final state; strangers. */
  unaccounted: number;
  /** Taken by the mail server before their time. */
  early: number;
}

const FINAL = ['accepted', 'refused', 'uncertain', 'suppressed', 'cancelled', 'deferred'];

/** What never arrived and is not lost: it is shown as unknown, or waits for "send to the rest". */
const FOUND_AGAIN = ['uncertain', 'pending', 'cancelled', 'deferred'];

/** Compares what the mail server took with what the ledger says, row by row. */
export async function reconcile(sql: Pool, sink: RecordingSink): Promise<Verdict> {
  const verdict = {
    recipients: 0,
    received: 0,
    duplicates: 0,
    missing: 0,
    uncertain: 0,
    unaccounted: 0,
    early: 0,
  };
  const strangers = new Set(sink.received.keys());
  const { rows } = await sql.query<{ id: string; status: string }>('SELECT id, status FROM deliveries');
  for (const { id, status } of rows) {
    const times = sink.received.get(id) ?? 0;
    strangers.delete(id);
    verdict.recipients += 1;
    verdict.received += times > 0 ? 1 : 0;
    verdict.duplicates += times > 1 ? 1 : 0;
    verdict.missing += times === 0 && !FOUND_AGAIN.includes(status) ? 1 : 0;
    verdict.uncertain += status === 'uncertain' ? 1 : 0;
    const isHidden = times > 0 && status !== 'accepted' && status !== 'uncertain';
    verdict.unaccounted += isHidden || !FINAL.includes(status) ? 1 : 0;
  }
  verdict.unaccounted += strangers.size;
  return verdict;
}
