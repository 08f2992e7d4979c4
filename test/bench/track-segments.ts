/**
 * `npm run bench:track-segments -- --json`: an import that changes 100 000 contacts of whom many enter and leave five
 * tracked segments. What keeping the memberships costs (marks, evaluation, events) is compared with the same import where
 * nothing is tracked.
 */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { ContactImportsService } from '@features/imports';
import { FollowChanges, SegmentsService } from '@features/segments';
import { fillWorkspace } from './audience';
import { benchOptions } from './options';
import { progress, report } from './report';
import { openServices } from './services';
import { openStage, type Stage } from './stage';

const GOAL_TIMES = 3;

const mapping: Record<string, string> = {
  Email: 'email',
  City: 'city',
  'Birth date': 'birthDate',
  Plan: 'attributes.plan',
  Score: 'attributes.score',
  Tags: 'tags',
};

/** A field, a tag, events in a window, age, and a birthday: two of them move with time for most contacts. */
const trees: Record<string, object[]> = {
  'Pro in big cities': [
    { field: 'attributes.plan', op: 'is', value: 'pro' },
    {
      field: 'city',
      op: 'isAnyOf',
      value: ['City 1', 'City 2', 'City 3', 'City 4', 'City 5', 'City 6', 'City 7'],
    },
  ],
  Tagged: [{ tag: 'batch 1', has: true }],
  'Bought lately': [
    { event: 'order.placed', did: true, within: { last: 30, unit: 'day' } },
    { field: 'attributes.score', op: 'gte', value: 500 },
  ],
  'Over forty': [{ field: 'age', op: 'gte', value: 40 }],
  Birthday: [{ field: 'birthDate', op: 'anniversaryInNext', value: { n: 30, unit: 'day' } }],
};

async function main(): Promise<void> {
  const options = benchOptions({ n: 100_000 });
  const stage = await openStage();
  try {
    const { workspaceId } = await fillWorkspace(stage.sql, options.n);
    await addOrders(stage, workspaceId);
    const services = await openServices(stage.url, stage.folder);
    const follow = (): Promise<number> =>
      seconds(() => services.get(FollowChanges).run(new AbortController().signal));
    const load = (side: 0 | 1): Promise<number> =>
      importChanges(services, { workspaceId, n: options.n, side, folder: stage.folder });
    progress('importing without tracked segments');
    await load(0);
    const plain = await load(1);
    for (const [name, rules] of Object.entries(trees)) {
      await services.get(SegmentsService).create(systemActor(workspaceId, 'bench'), {
        name,
        kind: 'tracked',
        tree: { v: 1, match: 'all', rules },
      });
    }
    progress('finding the first members');
    const baseline = await follow();
    progress('importing with tracked segments');
    const marked = await load(0);
    const followed = await follow();
    const moves = await stage.sql.query<{ count: string }>(
      `SELECT count(*) FROM contact_events WHERE name IN ('segment.entered', 'segment.left')`,
    );
    const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
    await services.close();
    const upkeep = Math.max(0, marked - plain) + followed;
    report(options, {
      name: 'track-segments',
      n: options.n,
      seconds: upkeep,
      perSecond: options.n / upkeep,
      reference: { name: 'the import without tracked segments', perSecond: options.n / plain },
      ratio: plain / upkeep,
      times: upkeep / plain,
      goal: `at most ${GOAL_TIMES} x the import`,
      met: upkeep <= GOAL_TIMES * plain,
      peakRssMb,
      segments: Object.keys(trees).length,
      baselineSeconds: baseline,
      importSeconds: plain,
      importWithMarksSeconds: marked,
      followSeconds: followed,
      enteredAndLeft: Number(moves.rows[0]?.count),
    });
  } finally {
    await stage.stop();
  }
}

/** Up to three each, spread over the last 300 days. */
async function addOrders({ sql }: Stage, workspaceId: string): Promise<void> {
  await sql.query(
    `INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at)
     SELECT $1, c.id, 'order.placed', jsonb_build_object('total', 10 * n), now() - (random() * 300) * interval '1 day'
     FROM contacts c, generate_series(1, 3) AS n WHERE c.workspace_id = $1 AND random() < 0.5`,
    [workspaceId],
  );
  await sql.query('ANALYZE contact_events');
}

async function importChanges(
  services: INestApplicationContext,
  { workspaceId, n, side, folder }: { workspaceId: string; n: number; side: 0 | 1; folder: string },
): Promise<number> {
  const path = join(folder, `changes-${side}.csv`);
  await pipeline(Readable.from(rows(n, side)), createWriteStream(path));
  return seconds(async () => {
    const imports = services.get(ContactImportsService);
    const actor = systemActor(workspaceId, 'bench');
    const { status, counts, failure } = await imports.importFile(actor, { path, options: { mapping } });
    if (status !== 'done') throw new Error(`The import ended as ${status}: ${failure ?? ''}`);
    if (counts.updated !== n) throw new Error(`The import changed too few: ${JSON.stringify(counts)}`);
  });
}

/** Two sides of everybody: each import changes every value, and about a third of the memberships. */
function* rows(n: number, side: 0 | 1): Generator<string> {
  yield `${Object.keys(mapping).join(',')}\n`;
  const plans = ['free', 'pro', 'team'];
  for (let i = 1; i <= n; i += 1) {
    const place = i + side * 37;
    const day = `19${70 + (place % 30)}-${String(1 + (place % 12)).padStart(2, '0')}-1${place % 10}`;
    yield `contact${i}@r.example.net,City ${place % 100},${day},${plans[place % 3]},${(place * 7) % 1000},batch ${place % 5}\n`;
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
