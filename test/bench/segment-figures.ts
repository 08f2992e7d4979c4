import type { INestApplicationContext } from '@nestjs/common';
import { DateTime } from 'luxon';
import { AudienceCompiler, SegmentVocabularyService } from '@features/segments';
import { Database } from '@platform/database';
import { ZONE, type SegmentData } from './segment-data';
import type { Question } from './segment-questions';

const ROUNDS = 5;

/** Seconds of one count, ours and the fastest by hand. */
export interface Figure {
  question: string;
  contacts: number;
  ours: number;
  byHand: number;
  times: number;
}

/** Rounds in which ours and every hand-written form take turns, so that a busy moment of the machine meets all alike. */
export async function measure(
  services: INestApplicationContext,
  { workspaceId }: SegmentData,
  question: Question,
): Promise<Figure> {
  const db = services.get(Database);
  const now = new Date();
  const tree = { v: 1, match: 'all', rules: question.rules };
  const compiled = await services
    .get(AudienceCompiler)
    .compileForWhere(workspaceId, { tree }, { firstParam: 2, now });
  const predicates = [
    compiled,
    ...question.byHand.map((text) => ({ sql: withTimes(text, now), params: [] })),
  ];
  const candidates = predicates.map(({ sql, params }) => async () => {
    const statement = `SELECT count(*) AS count FROM contacts c WHERE c.workspace_id = $1 AND ${sql}`;
    return (await db.queryOne<{ count: number }>(statement, [workspaceId, ...params]))?.count ?? 0;
  });
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

/** Milliseconds of what the builder asks first: fields, operators, choices, events and their properties. */
export async function catalogueTime(services: INestApplicationContext, workspaceId: string): Promise<number> {
  const vocabulary = services.get(SegmentVocabularyService);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await vocabulary.get(workspaceId);
    times.push(performance.now() - started);
  }
  return median(times);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}
