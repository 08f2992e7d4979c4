/**
 * `npm run build && npm run bench:forms -- --json`: visitors who post a hosted form, as browsers with our script do, to the built api
 * process: with double opt-in, without, and such that open the form's page first, which is what the goal is about. Every visitor has an address of its own, behind one proxy (TRUST_PROXY=1), so that
 * limits per network are asked as in real life and met by nobody. Challenges are signed here with the installation's secret, seconds
 * old and easy: the work of visitors' browsers is not what is measured. Visitors run here, on the same cores: `cpuMs` tells their share.
 */
import type { ChildProcess } from 'node:child_process';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { pino } from 'pino';
import { systemActor } from '@features/accounts';
import { FormsModule, FormsService } from '@features/forms';
import { FoundationModule } from '@platform/foundation';
import { testSettings } from '@testing';
import { startApiProcess } from './api-process';
import { fillWorkspace } from './audience';
import { cpuSeconds, visit, type Cpu, type Load } from './form-load';
import { pageRequestOf, requestsOf, type BenchForm } from './form-posts';
import { benchOptions, type BenchOptions } from './options';
import { progress, report } from './report';
import { openStage, type Stage } from './stage';
import { tellStatements } from './statements';
import { BENCH_SECRET, peakRss, stopped } from './worker';

const GOAL_PER_SECOND = 500;
/** Enough for the planner to know the tables, as it does in any installation that has run for a minute. */
const WARM_UP = 1_000;

interface Figures extends Load {
  /** Answers of 2xx and 3xx to posts without a stored row; negative: rows without such an answer. */
  lost: number;
  /** Time of processors for one visitor: says more than the clock where other programs run beside. */
  cpuMs: Cpu;
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
  const measure = async (form: BenchForm, label: string, opensPage = false): Promise<Figures> => {
    progress(`${options.n} ${opensPage ? 'pages and ' : ''}submissions, ${label}`);
    const page = opensPage ? pageRequestOf(form) : null;
    const load = { page, port, connections: options.connections };
    await visit(requestsOf(form, { label: `warm-${label}`, n: WARM_UP }), load);
    await stage.sql.query('ANALYZE');
    if (options.statements) await stage.sql.query('SELECT pg_stat_statements_reset()');
    const requests = requestsOf(form, { label, n: options.n });
    const before = await cpuSeconds(stage.sql, api);
    const figures = await visit(requests, load);
    const after = await cpuSeconds(stage.sql, api);
    if (options.statements) await tellStatements(stage);
    const perOne = (seconds: number): number => (1000 * seconds) / options.n;
    const cpuMs = {
      api: perOne(after.api - before.api),
      postgres: perOne(after.postgres - before.postgres),
      visitors: perOne(after.visitors - before.visitors),
    };
    const lost = await lostOf(stage, form, { label, answered: options.n - figures.failed });
    return { ...figures, cpuMs, lost };
  };
  const doubleOptIn = await measure(withOptIn, 'opt-in');
  const single = await measure(without, 'single');
  const withPage = await measure(withOptIn, 'with-page', true);
  const aloneMs = await timesAlone(withOptIn, port);
  const peakRssMb = peakRss(api);
  await stopped(api);
  report(options, {
    name: 'forms',
    n: options.n,
    seconds: withPage.seconds,
    perSecond: withPage.perSecond,
    reference: { name: 'goal', perSecond: GOAL_PER_SECOND },
    ratio: withPage.perSecond / GOAL_PER_SECOND,
    goal: `>= ${GOAL_PER_SECOND} visitors per second who open the page and submit with double opt-in, none lost`,
    met: withPage.perSecond >= GOAL_PER_SECOND && [withPage, doubleOptIn, single].every(isWhole),
    peakRssMb,
    connections: options.connections,
    withPage,
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
  const timeOf = async (request = ''): Promise<number> =>
    (await visit([request], { page: null, port, connections: 1 })).p50Ms;
  for (let index = 0; index < n; index += 1) {
    times.known.push(await timeOf(known[index]));
    times.unknown.push(await timeOf(unknown[index]));
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[n / 2] ?? 0;
  return { known: median(times.known), unknown: median(times.unknown) };
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
