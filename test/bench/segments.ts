/**
 * `npm run bench:segments -- --json`: counting reference trees on 1 000 000 contacts and 5 000 000 events, against the best
 * hand-written SQL of each question (several forms, of which the fastest counts); both must find the same number. Also the
 * field catalogue on the same data.
 */
import type { INestApplicationContext } from '@nestjs/common';
import { DateTime } from 'luxon';
import { AudienceCompiler, SegmentMembersRepository, SegmentPreviewService } from '@features/segments';
import { Database } from '@platform/database';
import { benchOptions } from './options';
import { progress, report } from './report';
import { fillSegmentData, ZONE, type SegmentData } from './segment-data';
import { questions, type Question } from './segment-questions';
import { openServices } from './services';
import { openStage } from './stage';

const GOAL = { median: 1.2, worst: 1.5, catalogueMs: 50 };
const ROUNDS = 5;

interface Figure {
  question: string;
  contacts: number;
  ours: number;
  byHand: number;
  times: number;
}

async function main(): Promise<void> {
  const options = benchOptions({ n: 1_000_000 });
  const stage = await openStage();
  try {
    progress(`filling ${options.n} contacts and ${options.n * 5} events`);
    const data = await fillSegmentData(stage.sql, options.n);
    const services = await openServices(stage.url, stage.folder);
    const figures: Figure[] = [];
    for (const question of questions(data)) {
      const figure = await measure(services, data, question);
      figures.push(figure);
      const { ours, byHand, times, contacts } = figure;
      progress(
        `${question.name.padEnd(52)} ${seconds(ours)} by hand ${seconds(byHand)} ${times.toFixed(2)} x  ${contacts} contacts`,
      );
    }
    const catalogueMs = await catalogueTime(services, data.workspaceId);
    await services.close();
    const times = figures.map((figure) => figure.times);
    const total = figures.reduce((sum, figure) => sum + figure.ours, 0);
    const totalByHand = figures.reduce((sum, figure) => sum + figure.byHand, 0);
    const [mid, worst] = [median(times), Math.max(...times)];
    report(options, {
      name: 'segments',
      n: options.n,
      seconds: total,
      perSecond: figures.length / total,
      reference: { name: 'best hand-written SQL of each question', perSecond: figures.length / totalByHand },
      ratio: 1 / mid,
      times: mid,
      worst,
      catalogueMs,
      figures,
      goal: `at most ${GOAL.median} x in the median, ${GOAL.worst} x in the worst, the catalogue in ${GOAL.catalogueMs} ms`,
      met: mid <= GOAL.median && worst <= GOAL.worst && catalogueMs <= GOAL.catalogueMs,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    });
  } finally {
    await stage.stop();
  }
}

/** Rounds in which ours and every hand-written form take turns, so that a busy moment of the machine meets all alike. */
async function measure(
  services: INestApplicationContext,
  { workspaceId }: SegmentData,
  question: Question,
): Promise<Figure> {
  const db = services.get(Database);
  const members = services.get(SegmentMembersRepository, { strict: false });
  const now = new Date();
  const tree = { v: 1, match: 'all', rules: question.rules };
  const compiled = await services
    .get(AudienceCompiler)
    .compileForWhere(workspaceId, { tree }, { firstParam: 2, now });
  const candidates = [
    () => members.countOnly(workspaceId, compiled),
    ...question.byHand.map((text) => async () => {
      const statement = `SELECT count(*) AS count FROM contacts c WHERE c.workspace_id = $1 AND ${withTimes(text, now)}`;
      return (await db.queryOne<{ count: number }>(statement, [workspaceId]))?.count ?? 0;
    }),
  ];
  const times = candidates.map((): number[] => []);
  const counts = new Set<number>();
  // The first round only warms the caches.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [index, candidate] of candidates.entries()) {
      const started = performance.now();
      counts.add(await candidate());
      if (round > 0) times[index]?.push((performance.now() - started) / 1000);
    }
  }
  if (counts.size !== 1) throw new Error(`${question.name}: counts differ: ${[...counts].join(', ')}`);
  const [ours = 0, ...hand] = times.map(median);
  const byHand = Math.min(...hand);
  return { question: question.name, contacts: [...counts][0] ?? 0, ours, byHand, times: ours / byHand };
}

/** `{days:30}` is that long before now, `{today}` the day in the workspace's zone, as people would write them in. */
function withTimes(text: string, now: Date): string {
  return text
    .replace(/\{days:(\d+)\}/g, (_all, days: string) => {
      const at = DateTime.fromJSDate(now, { zone: ZONE }).minus({ days: Number(days) });
      return `'${at.toUTC().toISO()}'::timestamptz`;
    })
    .replaceAll('{today}', `'${DateTime.fromJSDate(now, { zone: ZONE }).toISODate()}'`);
}

async function catalogueTime(services: INestApplicationContext, workspaceId: string): Promise<number> {
  const vocabulary = services.get(SegmentPreviewService);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await vocabulary.vocabulary(workspaceId);
    times.push(performance.now() - started);
  }
  return median(times);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}

function seconds(value: number): string {
  return `${value.toFixed(3)} s`;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
