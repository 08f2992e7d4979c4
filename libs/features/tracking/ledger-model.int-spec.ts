import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import fc from 'fast-check';
import { systemActor } from '@features/accounts';
import { BulkContactsService, ContactsModule } from '@features/contacts';
import { Settings } from '@platform/config';
import { Database, DatabaseModule } from '@platform/database';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { aWorkspace } from '../../testing/factories/workspace';
import { FATES, LedgerModel, type Fate, type LedgerRow } from '../../testing/ledger/ledger-model';
import { aLedger } from '../../testing/ledger/ledger-world';
import { HitsRepository } from './hits.repository';

@Global()
@Module({ providers: [{ provide: Settings, useFactory: testSettings }], exports: [Settings] })
class TestSettingsModule {}

const RECIPIENTS = 9;
const BATCH_SIZE = 2;
/** Of the recipients: in chunks when the play begins. */
const UNWRITTEN = 5;

let server: TestDatabase;
let app: TestingModule;
let database: Database;

beforeAll(async () => {
  server = await createTestDatabase();
  app = await Test.createTestingModule({
    imports: [
      TestSettingsModule,
      DatabaseModule.forRoot({
        url: server.url,
        poolSize: 4,
        applicationName: 'test',
        onAfterCommitError: (error) => {
          throw error;
        },
      }),
      ContactsModule,
    ],
  }).compile();
  await app.init();
  database = app.get(Database);
});

afterAll(async () => {
  await app.close();
  await server.drop();
});

type Step = { who: number; n: number; fates: Fate[] } & { does: keyof typeof steps };
type Play = { model: LedgerModel; workspaceId: string };

/** Everything that may happen to a campaign under way, in any order and by any of three workers. */
const steps = {
  expand: ({ model }: Play, { who }: Step) => model.expand(who === 0 ? 'last' : 'first'),
  expandAtBothEnds: ({ model }: Play) => Promise.all([model.expand('first'), model.expand('last')]),
  expandTwice: ({ model }: Play) => Promise.all([model.expand('first'), model.expand('first')]),
  expandAndCrash: ({ model }: Play) => model.expand('first', { crashes: true }),
  lease: ({ model }: Play, { who, n }: Step) => model.lease(who, n),
  claim: ({ model }: Play, { who, n }: Step) => model.claim(who, n + 1),
  handOver: ({ model }: Play, { who, fates }: Step) => model.handOver(who, fates),
  record: ({ model }: Play, { who }: Step) => model.record(who),
  finish: ({ model }: Play, { who }: Step) => model.finish(who),
  crash: async ({ model }: Play, { who }: Step) => model.crash(who),
  expireLeases: ({ model }: Play) => model.expireLeases(),
  sweep: ({ model }: Play) => model.sweep(),
  passTime: ({ model }: Play) => model.passTime(),
  pause: ({ model }: Play) => model.pause(),
  resume: ({ model }: Play) => model.resume(),
  cancel: ({ model }: Play) => model.cancel(),
  unsubscribe: ({ model }: Play, { n }: Step) =>
    database.execute(`UPDATE subscriptions SET status = 'unsubscribed' WHERE contact_id = $1`, [
      contactOf(model, n),
    ]),
  erase: async ({ model, workspaceId }: Play, { n }: Step) => {
    const actor = systemActor(workspaceId, 'test');
    await app.get(BulkContactsService).eraseOne(actor, contactOf(model, n), 'test').catch(ignoreNotFound);
  },
  open: async ({ model }: Play, { n }: Step) => {
    const id = [...model.received.keys()][n % Math.max(1, model.received.size)];
    if (id !== undefined) await new HitsRepository(database).write([anOpen(id)]);
  },
};

const aStep = fc.record({
  does: fc.constantFrom(
    ...(Object.keys(steps) as (keyof typeof steps)[]),
    // What sends is drawn more often than what disturbs.
    ...(['lease', 'claim', 'handOver', 'record', 'finish', 'lease', 'claim', 'handOver'] as const),
  ),
  who: fc.nat(2),
  n: fc.nat(RECIPIENTS - 1),
  fates: fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 4 }),
});

it('no order of sending, crashing, pausing and withdrawing mails anybody twice or forgets anybody', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('leave', 'resend'),
      fc.array(aStep, { minLength: 5, maxLength: 40 }),
      async (policy, chosen) => {
        const workspace = await aWorkspace(database);
        await database.execute(
          `UPDATE workspaces SET uncertain_policy = $2, tracking_mode = 'individual' WHERE id = $1`,
          [workspace.id, policy],
        );
        const ledger = await aLedger(database, workspace.id, {
          recipients: RECIPIENTS,
          batchSize: BATCH_SIZE,
          unwritten: UNWRITTEN,
        });
        const model = new LedgerModel(database, ledger);
        for (const step of chosen) {
          await steps[step.does]({ model, workspaceId: workspace.id }, step);
          expectSound(await model.rows(), model, policy);
        }
        await model.drain();
        const rows = await model.rows();
        expectSound(rows, model, policy);
        expect(rows.filter((row) => isOpen(row)).map((row) => row.status)).toEqual([]);
      },
    ),
    { numRuns: 120 },
  );
});

/** What must hold after every single step. */
function expectSound(rows: LedgerRow[], model: LedgerModel, policy: string): void {
  expect(rows).toHaveLength(RECIPIENTS);
  for (const row of rows) {
    const received = (row.id !== null && model.received.get(row.id)) || 0;
    expect(received).toBeLessThanOrEqual(policy === 'leave' ? 1 : 3);
    if (row.status === 'accepted') expect(received).toBeGreaterThan(0);
    // Who has the mail is never shown as waiting for it, nor as spared, unless it may be sent again by policy.
    if (received > 0 && policy === 'leave')
      expect(['handed_over', 'accepted', 'uncertain']).toContain(row.status);
    if (row.batch === 'done') expect(isOpen(row)).toBe(false);
  }
}

function isOpen(row: LedgerRow): boolean {
  return ['pending', 'claimed', 'handed_over'].includes(row.status) || row.willRetry;
}

function contactOf(model: LedgerModel, n: number): string {
  return model.world.contactIds[n] ?? '';
}

function anOpen(deliveryId: string) {
  return {
    kind: 'open' as const,
    deliveryId,
    link: null,
    url: null,
    occurredAt: new Date(),
    reasons: [],
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0',
    ip: null,
  };
}

function ignoreNotFound(error: Error & { code?: string }): void {
  if (error.code !== 'contact.not-found') throw error;
}
