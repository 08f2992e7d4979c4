import type { EventEmitter } from 'node:events';
import type { TestingModule } from '@nestjs/testing';
import { Database } from '@platform/database';
import {
  startSecondEngine,
  startSequences,
  type SequencesFixture,
  type SequencesHome,
} from '../../../testing/sequences-fixture';
import { FollowSignals } from '../signals/follow-signals.service';
import { Advance } from './advance.service';

// Two engines on one database, whose connections are cut at random moments: whatever happens, every contact takes each step once and arrives.
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_123);
const RUNS = Number(process.env.PROPERTY_RUNS ?? 3);
const CONTACTS = 120;

let fixture: SequencesFixture;
let second: TestingModule;
let home: SequencesHome;

beforeAll(async () => {
  fixture = await startSequences();
  second = await startSecondEngine(fixture);
  for (const app of [fixture.app, second]) listenForCuts(app.get(Database));
});

/** A connection that is cut says so by an event, beside failing its statement; without a listener the test would end. */
function listenForCuts(db: Database): void {
  const { master } = db.dataSource.driver as unknown as { master: EventEmitter };
  const known = new WeakSet<EventEmitter>();
  master.on('acquire', (client: EventEmitter) => {
    if (!known.has(client)) client.on('error', () => undefined);
    known.add(client);
  });
}

afterAll(async () => {
  await second.close();
  await fixture.close();
});

const START = Date.parse('2026-11-23T18:00:00Z');
const hour = (n: number): Date => new Date(START + n * 3_600_000);

function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Ends a connection of an engine that has a transaction open, as a killed process would. */
async function cutOne(random: () => number): Promise<number> {
  const busy = await fixture.db.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
  );
  const victim = busy[Math.floor(random() * busy.length)];
  if (!victim) return 0;
  await fixture.db.query('SELECT pg_terminate_backend($1)', [victim.pid]);
  return 1;
}

/** Engines of both processes at once, while connections are cut; what a cut throws is what a dead process throws. */
async function tumult(now: Date, random: () => number): Promise<number> {
  let cuts = 0;
  let isRunning = true;
  const engines = [fixture.app, second, fixture.app, second].map(async (app) => {
    const { signal } = new AbortController();
    await app.get(FollowSignals).run(home.workspaceId, signal, now);
    await app.get(Advance).run(home.workspaceId, signal, now);
  });
  const killing = (async () => {
    while (isRunning && cuts < 3) cuts += await cutOne(random).catch(() => 0);
  })();
  await Promise.allSettled(engines);
  isRunning = false;
  await killing;
  return cuts;
}

/** Until an undisturbed run has nothing to do. */
async function settle(now: Date): Promise<void> {
  for (let run = 0; run < 20; run += 1) {
    try {
      await fixture.run(home, now);
      return;
    } catch {
      // A connection that was cut is still in the pool.
    }
  }
  throw new Error('the engine could not be settled');
}

async function publish(): Promise<string> {
  return fixture.publish(home, {
    triggers: [{ event: 'asset.downloaded', where: null }],
    goal: { event: 'order.placed', where: null },
    steps: {
      welcome: { kind: 'email', next: 'wait' },
      wait: { kind: 'wait', for: { n: 1, unit: 'hour' }, next: 'hears' },
      hears: {
        kind: 'waitUntil',
        condition: { event: 'webinar.attended', where: null },
        timeout: { n: 2, unit: 'hour' },
        then: 'demo',
        else: 'chance',
      },
      demo: { kind: 'email', next: 'tag' },
      chance: { kind: 'email', next: 'tag' },
      tag: { kind: 'tag', tag: 'done', do: 'add', next: 'last' },
      last: { kind: 'wait', for: { n: 1, unit: 'hour' } },
    },
  });
}

/** What a contact does, as hours after the start; null: does not. */
interface Deeds {
  attends: number | null;
  orders: number | null;
}

function expected({ attends, orders }: Deeds): string[] {
  const hears = attends !== null && attends >= 1 && attends <= 3 ? attends : 3;
  const goal = orders ?? Infinity;
  const path = ['welcome:mail'];
  if (goal < 1) return [...path, 'wait:goal'];
  path.push('wait:waited');
  if (goal < hears) return [...path, 'hears:goal'];
  const isThere = attends !== null && attends >= 1 && attends <= 3;
  path.push(
    isThere ? 'hears:happened' : 'hears:timeout',
    isThere ? 'demo:mail' : 'chance:mail',
    'tag:changed',
  );
  return goal < hears + 1 ? [...path, 'last:goal'] : [...path, 'last:waited'];
}

it.each(Array.from({ length: RUNS }, (_, index) => SEED + index))(
  'nobody gets anything twice, and nobody is stranded (seed %i)',
  async (seed) => {
    const random = randomFrom(seed);
    home = await fixture.aHome();
    const sequence = await publish();
    const deeds = new Map<string, Deeds>();
    for (let index = 0; index < CONTACTS; index += 1) {
      // Between the hours, so that the order of things is certain.
      const attends = random() < 0.5 ? Math.floor(random() * 6) + 0.5 : null;
      const orders = random() < 0.3 ? Math.floor(random() * 6) + 0.25 : null;
      deeds.set(await fixture.aReader(home), { attends, orders });
    }
    let cuts = 0;
    for (const contact of deeds.keys())
      await fixture.happens(home, contact, { name: 'asset.downloaded', at: hour(0) });
    for (let time = 0; time <= 7; time += 0.25) {
      for (const [contact, { attends, orders }] of deeds) {
        if (attends === time)
          await fixture.happens(home, contact, { name: 'webinar.attended', at: hour(time) });
        if (orders === time) await fixture.happens(home, contact, { name: 'order.placed', at: hour(time) });
      }
      cuts += await tumult(hour(time), random);
      await settle(hour(time));
    }
    expect(cuts).toBeGreaterThan(3);
    for (const [contact, own] of deeds) {
      expect([contact, own, await fixture.path(sequence, contact)]).toEqual([contact, own, expected(own)]);
      const mails = (await fixture.mails(contact)).map(({ step }) => step);
      expect(mails).toEqual(
        expected(own).flatMap((line) => (line.endsWith(':mail') ? [line.split(':')[0]] : [])),
      );
    }
    const [left] = await fixture.db.query<{ active: number; signals: number }>(
      `SELECT (SELECT count(*) FROM enrollments WHERE sequence_id = $1 AND status = 'active') AS active,
         (SELECT count(*) FROM sequence_signals WHERE workspace_id = $2) AS signals`,
      [sequence, home.workspaceId],
    );
    expect(left).toEqual({ active: 0, signals: 0 });
    expect(second.get(Database)).toBeDefined();
  },
);
