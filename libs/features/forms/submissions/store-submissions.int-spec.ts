import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@features/accounts';
import { SuppressionsService } from '@features/consent';
import { FormsModule, FormsService, PublishedForms, SubmitForm, type PublishedForm } from '@features/forms';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { TokenSigner } from '@platform/tokens';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { aContact } from '../../../testing/factories/contact';
import { aSubscription, aTopic } from '../../../testing/factories/topic';
import { aWorkspace } from '../../../testing/factories/workspace';
import { issueChallenge, isSolved } from './challenge';

let testDatabase: TestDatabase;
let app: TestingModule;
/** A second api process of the same installation. */
let other: TestingModule;
let database: Database;
let actor: Actor;
let topicId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const settings = testSettings({
    DATABASE_URL: testDatabase.url,
    FORM_POSTS_PER_MINUTE_PER_NETWORK: '100000',
  });
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  const start = async (): Promise<TestingModule> => {
    const foundation = FoundationModule.forProcess({ process: 'test', settings, logger });
    return (await Test.createTestingModule({ imports: [foundation, FormsModule] }).compile()).init();
  };
  [app, other] = await Promise.all([start(), start()]);
  database = app.get(Database);
});

beforeEach(async () => {
  actor = systemActor((await aWorkspace(database)).id, 'tester');
  topicId = (await aTopic(database, actor.workspaceId, { key: 'news' })).id;
});

afterAll(async () => {
  await Promise.all([app.close(), other.close()]);
  await testDatabase.drop();
});

async function aForm(more: object = {}): Promise<PublishedForm> {
  const forms = app.get(FormsService);
  const definition = {
    fields: [
      { name: 'email', to: 'email', label: 'Email address' },
      { name: 'first_name', to: 'firstName', label: 'First name' },
    ],
    consents: [{ topicId, kind: 'checkbox', text: 'Yes, send me the letter.' }],
    tags: ['fair', 'spring'],
    ...more,
  };
  const { id } = await forms.create(actor, { name: 'Spring guide', definition });
  const { slug } = await forms.publish(actor, id);
  return (await app.get(PublishedForms).find(slug))!;
}

/** What a browser with our script sends some seconds after the visitor began; the work is an easy one. */
function proofFor(form: PublishedForm): { challenge: string[]; solution: string[] } {
  const signer = app.get(TokenSigner, { strict: false });
  const challenge = issueChallenge(signer, {
    formId: form.id,
    difficulty: 1,
    now: new Date(Date.now() - 20_000),
  });
  for (let number = 0; ; number += 1) {
    const solution = number.toString(36);
    if (isSolved(challenge, solution, 1)) return { challenge: [challenge], solution: [solution] };
  }
}

let networks = 0;

async function post(
  form: PublishedForm,
  email: string,
  more: { by?: TestingModule; fields?: object; ip?: string } = {},
) {
  const { by = app, fields = {}, ip = `10.1.${(networks += 1) >> 8}.${networks & 255}` } = more;
  return by.get(SubmitForm).submit(form, {
    fields: {
      email: [email],
      first_name: [`Name of ${email}`],
      consent: [topicId],
      ...proofFor(form),
      ...fields,
    },
    visitor: { ip, userAgent: `Browser of ${email}`, referrer: null },
    channel: 'page',
    languages: ['en'],
  });
}

const crowd = (n: number, name = 'person') =>
  Array.from({ length: n }, (_, index) => `${name}${index}@r.example`);

const rowsOf = async (form: PublishedForm) =>
  database.query<{
    email: string;
    status: string;
    contact: string;
    evidence: string;
    events: number;
    mails: number;
    tags: number;
  }>(
    `SELECT s.email, s.status, c.first_name AS contact, r.user_agent || ' ' || host(r.ip) || ' ' || r.consent_text AS evidence,
       (SELECT count(*) FROM contact_events e WHERE e.contact_id = c.id AND e.name = 'form.submitted') AS events,
       (SELECT count(*) FROM form_mails m WHERE m.submission_id = s.id AND m.kind = 'confirmation') AS mails,
       (SELECT count(*) FROM contact_tags t WHERE t.contact_id = c.id) AS tags
     FROM form_submissions s LEFT JOIN contacts c ON c.id = s.contact_id
     LEFT JOIN consent_records r ON r.contact_id = c.id AND r.action = 'requested'
       AND r.details->>'submission' = s.id::text AND host(r.ip) = host(s.ip)
     WHERE s.form_id = $1 ORDER BY s.id`,
    [form.id],
  );

/** How many transactions stored them: all rows of one have the same time. */
const transactionsOf = async (form: PublishedForm) =>
  (await database.query('SELECT DISTINCT created_at FROM form_submissions WHERE form_id = $1', [form.id]))
    .length;

describe('people who post at the same moment', () => {
  it('are each stored whole, with evidence, events and mail of their own, in few transactions', async () => {
    const form = await aForm();
    const emails = crowd(40);
    const outcomes = await Promise.all(emails.map(async (email) => post(form, email)));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    const rows = await rowsOf(form);
    expect(rows.map(({ email }) => email).sort()).toEqual([...emails].sort());
    for (const { email, evidence, ...row } of rows) {
      expect(row).toEqual({ status: 'pending', contact: `Name of ${email}`, events: 1, mails: 1, tags: 2 });
      expect(evidence).toMatch(
        new RegExp(`^Browser of ${email} 10\\.1\\.[\\d.]+ Yes, send me the letter\\.$`),
      );
    }
    expect(await transactionsOf(form)).toBeLessThan(emails.length / 2);
  });

  it('are one submission when it is one person who presses often, also over two processes', async () => {
    const form = await aForm();
    const presses = Array.from({ length: 12 }, (_, index) =>
      post(form, 'ana@r.example', { ip: '10.9.9.9', by: index % 2 === 0 ? app : other }),
    );
    const others = crowd(10).map(async (email) => post(form, email, { by: other }));
    const outcomes = await Promise.all([...presses, ...others]);
    expect(outcomes.every(({ kind }) => kind === 'done')).toBe(true);
    expect((await rowsOf(form)).filter(({ email }) => email === 'ana@r.example')).toHaveLength(1);
  });

  it('become one contact when two forms get the same people in different order', async () => {
    const [first, second] = [await aForm(), await aForm()];
    const emails = crowd(30);
    await Promise.all([
      ...emails.map(async (email) => post(first, email)),
      ...[...emails].reverse().map(async (email) => post(second, email, { by: other })),
    ]);
    expect(await rowsOf(first)).toHaveLength(30);
    expect(await rowsOf(second)).toHaveLength(30);
    const found = await database.query('SELECT 1 FROM contacts WHERE workspace_id = $1', [actor.workspaceId]);
    expect(found).toHaveLength(30);
  });

  it('use a challenge once: whoever brings it again is asked for one button more', async () => {
    const form = await aForm();
    const fields = proofFor(form);
    const outcomes = await Promise.all(
      crowd(6).map(async (email, index) => post(form, email, { fields, by: index < 3 ? app : other })),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'check',
      'check',
      'check',
      'check',
      'check',
      'done',
    ]);
    const statuses = (await rowsOf(form)).map(
      ({ status, contact }) => `${status} ${contact === null ? 'nobody' : 'contact'}`,
    );
    expect(statuses.sort()).toEqual([...Array<string>(5).fill('held nobody'), 'pending contact']);
  });

  it('get the same answer, whoever of them is known, has left or must not be mailed', async () => {
    const form = await aForm();
    const { workspaceId } = actor;
    const known = await aContact(database, workspaceId, { email: 'known@r.example', firstName: 'Kim' });
    await aSubscription(database, workspaceId, { contactId: known.id, topicId, status: 'unsubscribed' });
    await app
      .get(SuppressionsService, { strict: false })
      .add(actor, { email: 'blocked@r.example', reason: 'complaint', source: 'test' });
    const emails = ['known@r.example', 'blocked@r.example', ...crowd(5, 'new')];
    const outcomes = await Promise.all(emails.map(async (email) => post(form, email)));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    const rows = new Map((await rowsOf(form)).map((row) => [row.email, row]));
    expect(rows.get('known@r.example')).toMatchObject({ contact: 'Kim', mails: 1, tags: 0 });
    expect(rows.get('blocked@r.example')).toMatchObject({ contact: null, mails: 0, events: 0 });
    expect(rows.get('new0@r.example')).toMatchObject({ contact: 'Name of new0@r.example', mails: 1 });
  });
});

describe('somebody alone', () => {
  it('cannot tell by a quick answer that nothing was done', async () => {
    const form = await aForm();
    const blocked = { email: 'blocked@r.example', reason: 'hard-bounce', source: 'test' } as const;
    await app.get(SuppressionsService, { strict: false }).add(actor, blocked);
    const started = performance.now();
    await post(form, blocked.email);
    // Timers may be a millisecond early.
    expect(performance.now() - started).toBeGreaterThan(48);
  });
});

describe('somebody in a crowd', () => {
  it('who cannot be stored fails alone', async () => {
    const form = await aForm();
    await database.execute(
      `ALTER TABLE form_submissions ADD CONSTRAINT ck_bad CHECK (email <> 'bad@r.example')`,
    );
    try {
      const emails = [...crowd(4, 'a'), 'bad@r.example', ...crowd(4, 'b')];
      const outcomes = await Promise.allSettled(emails.map(async (email) => post(form, email)));
      const failed = emails.filter((_, index) => outcomes[index]?.status === 'rejected');
      expect(failed).toEqual(['bad@r.example']);
      const rows = await rowsOf(form);
      expect(rows.map(({ email }) => email).sort()).toEqual([...crowd(4, 'a'), ...crowd(4, 'b')]);
      expect(rows.every(({ events, mails }) => events === 1 && mails === 1)).toBe(true);
    } finally {
      await database.execute('ALTER TABLE form_submissions DROP CONSTRAINT ck_bad');
    }
  });

  it('who waits for a lock makes nobody else wait', async () => {
    const form = await aForm();
    const { workspaceId } = actor;
    const { id } = await aContact(database, workspaceId, { email: 'busy@r.example' });
    let waiting: Promise<unknown> = Promise.resolve();
    await database.transaction(async () => {
      await database.query('SELECT FROM contacts WHERE workspace_id = $1 AND id = $2 FOR UPDATE', [
        workspaceId,
        id,
      ]);
      // By the other process, since this one is in the transaction that holds the lock.
      waiting = post(form, 'busy@r.example', { by: other });
      const others = await Promise.all(crowd(8).map(async (email) => post(form, email, { by: other })));
      expect(others.map(({ kind }) => kind)).toEqual(Array(8).fill('done'));
      const { length } = await database.query('SELECT 1 FROM form_submissions WHERE form_id = $1', [form.id]);
      expect(length).toBe(8);
    });
    expect(await waiting).toMatchObject({ kind: 'done' });
    expect((await rowsOf(form)).filter(({ email }) => email === 'busy@r.example')).toHaveLength(1);
  });
});
