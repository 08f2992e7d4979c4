import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { HttpVisitor } from './http-visitor';

export interface Load {
  seconds: number;
  /** Visitors; each makes one submission. */
  perSecond: number;
  /** Of posts. */
  p50Ms: number;
  p95Ms: number;
  /** Of pages; null where none are opened. */
  pageP50Ms: number | null;
  pageP95Ms: number | null;
  /** Answers to pages or posts other than 2xx and 3xx. */
  failed: number;
}

export interface Cpu {
  api: number;
  postgres: number;
  visitors: number;
}

/** Makes all requests over so many connections; with `page`, that one is asked for before each. */
export async function visit(
  requests: readonly string[],
  { page, port, connections }: { page: string | null; port: number; connections: number },
): Promise<Load> {
  const times = { page: [] as number[], post: [] as number[] };
  let next = 0;
  let failed = 0;
  const client = async (): Promise<void> => {
    let visitor = await HttpVisitor.open(port);
    const ask = async (request: string, kind: 'page' | 'post'): Promise<void> => {
      const started = performance.now();
      const status = await visitor.ask(request);
      times[kind].push(performance.now() - started);
      if (status >= 200 && status < 400) return;
      failed += 1;
      if (status === 0) visitor = await HttpVisitor.open(port);
    };
    while (next < requests.length) {
      const request = requests[next] ?? '';
      next += 1;
      if (page !== null) await ask(page, 'page');
      await ask(request, 'post');
    }
    visitor.close();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, client));
  const seconds = (performance.now() - started) / 1000;
  const at = (all: number[], share: number): number =>
    all.sort((a, b) => a - b)[Math.floor(share * (all.length - 1))] ?? 0;
  return {
    seconds,
    perSecond: requests.length / seconds,
    p50Ms: at(times.post, 0.5),
    p95Ms: at(times.post, 0.95),
    pageP50Ms: page === null ? null : at(times.page, 0.5),
    pageP95Ms: page === null ? null : at(times.page, 0.95),
    failed,
  };
}

/** Seconds of processor time that the api, PostgreSQL and the visitors here have used so far (Linux, 100 ticks a second). */
export async function cpuSeconds(sql: Client, { pid = 0 }: ChildProcess): Promise<Cpu> {
  const { rows } = await sql.query<{ pid: number }>('SELECT pid FROM pg_stat_activity');
  const ticks = rows.map((row) => ticksOf(row.pid));
  // Its first process also knows what those have used that ended meanwhile.
  const parent = ticksOf(ticks[0]?.parent ?? 0);
  const postgres = ticks.reduce((sum, { own }) => sum + own, parent.own + parent.ended);
  const visitors = process.cpuUsage();
  return {
    api: ticksOf(pid).own / 100,
    postgres: postgres / 100,
    visitors: (visitors.user + visitors.system) / 1_000_000,
  };
}

function ticksOf(pid: number): { parent: number; own: number; ended: number } {
  const path = `/proc/${pid}/stat`;
  const stat = existsSync(path) ? readFileSync(path, 'utf8') : '';
  // From the third field on: the second is a name, which may hold spaces.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11);
  return { parent, own: user + system, ended: endedUser + endedSystem };
}
