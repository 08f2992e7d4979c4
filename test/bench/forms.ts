/**
 * `npm run build && npm run bench:forms -- --json`: visitors who post a hosted form, as browsers with our script do, to the built api
 * process: first with double opt-in, then without. Every visitor has an address of its own, behind one proxy (TRUST_PROXY=1), so that
 * limits per network are asked as in real life and met by nobody. Challenges are signed here with the installation's secret, seconds
 * old and easy: the work of visitors' browsers is not what is measured. Visitors run here, on the same cores: `cpuMs` tells their share.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { pino } from 'pino';
import { systemActor } from '@features/accounts';
import { FormsModule, FormsService } from '@features/forms';
import { FoundationModule } from '@platform/foundation';
import { freePort } from '@platform/processes';
import { testSettings } from '@testing';
import { fillWorkspace } from './audience';
import { requestsOf, type BenchForm } from './form-posts';
import { HttpVisitor } from './http-visitor';
import { benchOptions, type BenchOptions } from './options';
import { progress, report } from './report';
import { openStage, type Stage } from './stage';
import { tellStatements } from './statements';
import { BENCH_SECRET, peakRss, stopped } from './worker';

const GOAL_PER_SECOND = 500;
const ROOT = join(__dirname, '../..');
/** Enough for the planner to know the tables, as it does in any installation that has run for a minute. */
const WARM_UP = 1_000;

interface Figures {
  seconds: number;
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  /** Answers of 2xx and 3xx without a stored row; negative: rows without such an answer. */
  lost: number;
  failed: number;
  /** Time of processors for one submission: says more than the clock where other programs run beside. */
  cpuMs: Cpu;
}

interface Cpu {
  api: number;
  postgres: number;
  visitors: number;
}

@Module({})
class BenchFormsModule {}

async function main(): Promise<void> {
  const options = benchOptions({ n: 5_000, connections: 64 });
  const stage = await openStage(options);
  const children: ChildProcess[] = [];
  try {
    await run(options, stage, children);
  } finally {
    children.forEach((child) => child.kill('SIGKILL'));
    await stage.stop();
  }
}

async function run(options: BenchOptions, stage: Stage, children: ChildProcess[]): Promise<void> {
  const [withOptIn, without] = await twoForms(stage);
  const { api, port } = await startApiProcess(stage, options);
  children.push(api);
  const measure = async (form: BenchForm, label: string): Promise<Figures> => {
    progress(`${options.n} submissions, ${label}`);
    await post(requestsOf(form, { label: `warm-${label}`, n: WARM_UP }), port, options.connections);
    await stage.sql.query('ANALYZE');
    if (options.statements) await stage.sql.query('SELECT pg_stat_statements_reset()');
    const requests = requestsOf(form, { label, n: options.n });
    const before = await cpuSeconds(stage, api);
    const figures = await post(requests, port, options.connections);
    const after = await cpuSeconds(stage, api);
    if (options.statements) await tellStatements(stage);
    const perOne = (seconds: number): number => (1000 * seconds) / options.n;
    const cpuMs = {
      api: perOne(after.api - before.api),
      postgres: perOne(after.postgres - before.postgres),
      visitors: perOne(after.visitors - before.visitors),
    };
    return {
      ...figures,
      cpuMs,
      lost: await lostOf(stage, form, { label, answered: options.n - figures.failed }),
    };
  };
  const doubleOptIn = await measure(withOptIn, 'opt-in');
  const single = await measure(without, 'single');
  const aloneMs = await timesAlone(withOptIn, port);
  const peakRssMb = peakRss(api);
  await stopped(api);
  report(options, {
    name: 'forms',
    n: options.n,
    seconds: doubleOptIn.seconds,
    perSecond: doubleOptIn.perSecond,
    reference: { name: 'goal', perSecond: GOAL_PER_SECOND },
    ratio: doubleOptIn.perSecond / GOAL_PER_SECOND,
    goal: `>= ${GOAL_PER_SECOND} submissions per second with double opt-in, none lost`,
    met: doubleOptIn.perSecond >= GOAL_PER_SECOND && isWhole(doubleOptIn) && isWhole(single),
    peakRssMb,
    connections: options.connections,
    doubleOptIn,
    withoutDoubleOptIn: single,
    aloneMs,
  });
}

const isWhole = ({ lost, failed }: Figures): boolean => lost === 0 && failed === 0;

/** Published by the product's own services. */
async function twoForms(stage: Stage): Promise<[BenchForm, BenchForm]> {
  const { workspaceId, topicId } = await fillWorkspace(stage.sql, 0);
  const settings = testSettings({
    DATABASE_URL: stage.url,
    TIDINGS_DATA_DIR: stage.folder,
    APP_SECRET: BENCH_SECRET,
  });
  const foundation = { process: 'bench' as const, settings, logger: pino({ level: 'silent' }), poolSize: 2 };
  const context = await NestFactory.createApplicationContext(
    { module: BenchFormsModule, imports: [FoundationModule.forProcess(foundation), FormsModule] },
    { logger: false },
  );
  const forms = context.get(FormsService, { strict: false });
  const actor = systemActor(workspaceId, 'bench');
  const aForm = async (doubleOptIn: boolean): Promise<BenchForm> => {
    const definition = {
      doubleOptIn,
      fields: [
        { name: 'email', to: 'email', label: 'Email address' },
        { name: 'first_name', to: 'firstName', label: 'First name' },
        { name: 'plan', to: 'attributes.plan', label: 'Plan' },
      ],
      consents: [{ topicId, kind: 'checkbox', isRequired: true, text: 'Yes, send me the letter.' }],
    };
    const { id } = await forms.create(actor, { name: `Bench ${doubleOptIn}`, definition });
    const { slug } = await forms.publish(actor, id);
    return { id, slug, topicId };
  };
  const made: [BenchForm, BenchForm] = [await aForm(true), await aForm(false)];
  await context.close();
  return made;
}

async function startApiProcess(
  stage: Stage,
  { profile }: BenchOptions,
): Promise<{ api: ChildProcess; port: number }> {
  const port = await freePort();
  const profiling = profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : [];
  const api = spawn(process.execPath, [...profiling, join(ROOT, 'dist/apps/api/src/main.js')], {
    cwd: stage.folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: stage.url,
      SMTP_URL: 'smtp://127.0.0.1:1',
      APP_SECRET: BENCH_SECRET,
      APP_URL: 'https://mail.bench.example.com',
      PORT: String(port),
      TRUST_PROXY: '1',
      LOG_LEVEL: 'error',
      TIDINGS_DATA_DIR: stage.folder,
    },
  });
  for (let tries = 0; tries < 600; tries += 1) {
    const isUp = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isUp) return { api, port };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  api.kill('SIGKILL');
  throw new Error('The api did not start.');
}

/**
 * Median of what a lone visitor waits, with an address that the workspace knows and with one that it does not: the same, or time would
 * tell who is known. One after the other, so that whatever else the machine does hits both.
 */
async function timesAlone(form: BenchForm, port: number): Promise<{ known: number; unknown: number }> {
  const n = 300;
  // The first are known by now; from another network they are no repeats.
  const known = requestsOf(form, { label: 'opt-in', n, network: 11 });
  const unknown = requestsOf(form, { label: 'stranger', n, network: 12 });
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
  for (let index = 0; index < n; index += 1) {
    times.known.push((await post([known[index] ?? ''], port, 1)).p50Ms);
    times.unknown.push((await post([unknown[index] ?? ''], port, 1)).p50Ms);
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[n / 2] ?? 0;
  return { known: median(times.known), unknown: median(times.unknown) };
}

async function post(
  requests: string[],
  port: number,
  connections: number,
): Promise<Omit<Figures, 'lost' | 'cpuMs'>> {
  const times: number[] = [];
  let next = 0;
  let failed = 0;
  const client = async (): Promise<void> => {
    let visitor = await HttpVisitor.open(port);
    while (next < requests.length) {
      const request = requests[next] ?? '';
      next += 1;
      const started = performance.now();
      const status = await visitor.ask(request);
      times.push(performance.now() - started);
      if (status >= 200 && status < 400) continue;
      failed += 1;
      if (status === 0) visitor = await HttpVisitor.open(port);
    }
    visitor.close();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, client));
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0;
  return { seconds, perSecond: requests.length / seconds, p50Ms: at(0.5), p95Ms: at(0.95), failed };
}

/** Seconds of processor time that the api, PostgreSQL and the visitors here have used so far (Linux, 100 ticks a second). */
async function cpuSeconds({ sql }: Stage, { pid = 0 }: ChildProcess): Promise<Cpu> {
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

/** Rows that went all the way (not held, not spam) against answers. */
async function lostOf(
  { sql }: Stage,
  form: BenchForm,
  { label, answered }: { label: string; answered: number },
): Promise<number> {
  const { rows } = await sql.query<{ count: string }>(
    `SELECT count(*) FROM form_submissions WHERE form_id = $1 AND email LIKE $2 AND status IN ('pending', 'accepted')`,
    [form.id, `${label}-%`],
  );
  return answered - Number(rows[0]?.count);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
