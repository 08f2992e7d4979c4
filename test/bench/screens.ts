/**
 * `npm run build && npm run bench:screens -- --json`: a workspace with 1 000 000 contacts and all that belongs to them, and what each
 * screen of the web app asks of the built api, over HTTP: milliseconds, and blocks that PostgreSQL looks at, which tell a scan also on
 * a busy machine. Filling takes minutes. `--screen contacts` asks what that screen asks alone.
 */
import type { ChildProcess } from 'node:child_process';
import type { INestApplicationContext } from '@nestjs/common';
import { IndexContacts } from '@features/contacts';
import { CountGrowth, KeptAnswers } from '@features/reports';
import { startApiProcess } from './api-process';
import { benchOptions } from './options';
import { progress, report } from './report';
import { fillScreens } from './screen-data';
import { measureScreen, referenceMs, type ScreenFigure } from './screen-figures';
import { screenRequests } from './screen-requests';
import { openServices } from './services';
import { openStage } from './stage';
import { peakRss, stopped } from './worker';

const GOAL_MS = 300;
/** Blocks (8 kB) that a page of anything may take: a scan of the contacts is ten times as much. */
const GOAL_BLOCKS = 10_000;

async function main(): Promise<void> {
  const options = benchOptions({ n: 1_000_000 });
  const stage = await openStage({ statements: true });
  let child: ChildProcess | undefined;
  const services = await openServices(stage.url, stage.folder);
  try {
    progress(`filling ${options.n} contacts and what belongs to them`);
    const data = await fillScreens(stage.sql, options.n);
    progress('what a worker does before somebody asks');
    const copySeconds = await workAhead(services);
    const { api, port } = await startApiProcess(stage, options);
    child = api;
    const countAsked = (): Promise<number> => services.get(KeptAnswers).countDue();
    const figures: ScreenFigure[] = [];
    const wanted = screenRequests(data).filter(({ screen }) => (options.screen ?? screen) === screen);
    for (const request of wanted) {
      const figure = await measureScreen({ port, sql: stage.sql, apiKey: data.apiKey, countAsked }, request);
      figures.push(figure);
      progress(lineOf(figure));
    }
    const reference = await referenceMs(stage.sql, data.workspaceId);
    const peakRssMb = peakRss(api);
    await stopped(api);
    const lists = figures.filter(({ isCount }) => !isCount);
    const median = lists.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(lists.length / 2)] ?? 0;
    const missed = lists.filter(
      ({ ms, blocks, status }) => ms > GOAL_MS || blocks > GOAL_BLOCKS || status >= 400,
    );
    report(options, {
      name: 'screens',
      n: options.n,
      seconds: median / 1000,
      perSecond: 1000 / median,
      reference: { name: '50 contacts by primary key', perSecond: 1000 / reference },
      ratio: reference / median,
      worstMs: Math.max(...lists.map(({ ms }) => ms)),
      questions: figures.length,
      copySeconds,
      counts: figures.filter(({ isCount }) => isCount),
      missed,
      goal: `every page and search within ${GOAL_MS} ms and ${GOAL_BLOCKS} blocks`,
      met: missed.length === 0,
      peakRssMb,
    });
  } finally {
    child?.kill('SIGKILL');
    await services.close();
    await stage.stop();
  }
}

/** Seconds that copying the contacts to where they are searched took. */
async function workAhead(services: INestApplicationContext): Promise<number> {
  const started = performance.now();
  await services.get(IndexContacts).run();
  const seconds = (performance.now() - started) / 1000;
  await services.get(CountGrowth).run();
  return seconds;
}

function lineOf({ screen, what, ms, databaseMs, blocks, status }: ScreenFigure): string {
  const numbers = `${ms.toFixed(0).padStart(6)} ms ${databaseMs.toFixed(0).padStart(6)} ms in the database ${String(blocks).padStart(8)} blocks`;
  return `${numbers}  ${screen}: ${what}${status >= 400 ? ` (status ${status})` : ''}`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
