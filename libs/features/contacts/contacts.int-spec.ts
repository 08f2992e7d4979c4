import { randomUUID } from 'node:crypto';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  BulkContactsService,
  ContactExportService,
  ContactFieldsService,
  ContactListService,
  ContactTagsService,
  ContactsModule,
  ContactsRepository,
  ContactsService,
  AddressHasher,
  NotesService,
  TIMELINE_SUBJECTS,
  TimelineService,
  type TimelineItem,
  type TimelineSubject,
} from '@features/contacts';
import { systemActor, type Actor } from '@features/accounts';
import { Settings } from '@platform/config';
import { Database, DatabaseModule } from '@platform/database';
import { DomainError } from '@platform/errors';
import type { Page } from '@platform/paging';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { Global, Module } from '@nestjs/common';

@Global()
@Module({ providers: [{ provide: Settings, useFactory: testSettings }], exports: [Settings] })
class TestSettingsModule {}

let testDatabase: TestDatabase;
let app: TestingModule;
let database: Database;
let contacts: ContactsService;
let actor: Actor;

const all = { order: { sort: 'createdAt', direction: 'asc' }, page: { limit: 50 } } as const;

async function aWorkspace(): Promise<Actor> {
  const row = await database.queryOne<{ id: string }>(
    `INSERT INTO workspaces (slug, name) VALUES ($1, 'W') RETURNING id`,
    [`w-${randomUUID()}`],
  );
  return systemActor(row?.id ?? '', 'tester');
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing thrown',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );
}

async function countOf(sql: string, parameters: unknown[]): Promise<number> {
  return (await database.queryOne<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, parameters))?.n ?? -1;
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  app = await Test.createTestingModule({
    imports: [
      TestSettingsModule,
      DatabaseModule.forRoot({
        url: testDatabase.url,
        poolSize: 10,
        applicationName: 'test',
        onAfterCommitError: (error) => {
          throw error;
        },
      }),
      ContactsModule,
    ],
  }).compile();
  database = app.get(Database);
  contacts = app.get(ContactsService);
  await app.init();
});

afterAll(async () => {
  await app?.close();
  await testDatabase?.drop();
});

beforeEach(async () => {
  actor = await aWorkspace();
});

describe('contacts', () => {
  it('keeps a history of what changed, in the order it changed', async () => {
    await app.get(ContactFieldsService).create(actor, {
      key: 'plan',
      label: 'Plan',
      type: 'choice',
      choices: ['Free', 'Pro'],
    });
    const { id } = await contacts.create(actor, {
      email: 'ana@example.com',
      firstName: 'Ana',
      attributes: { plan: 'free' },
    });
    await contacts.update(actor, id, { firstName: null, attributes: { plan: 'Pro' }, company: 'ACME' });
    await contacts.update(actor, id, { attributes: { plan: 'pro' } });
    const events = await database.query<{ name: string; properties: object }>(
      'SELECT name, properties FROM contact_history WHERE contact_id = $1 ORDER BY occurred_at, id',
      [id],
    );
    expect(events).toEqual([
      { name: 'contact.created', properties: { source: 'api' } },
      { name: 'contact.changed', properties: { field: 'firstName', from: 'Ana', to: null } },
      { name: 'contact.changed', properties: { field: 'attributes.plan', from: 'Free', to: 'Pro' } },
      { name: 'contact.changed', properties: { field: 'company', from: null, to: 'ACME' } },
    ]);
  });

  it('names every bad value of an input at once and writes nothing', async () => {
    await app
      .get(ContactFieldsService)
      .create(actor, { key: 'seats', label: 'Seats', type: 'number', choices: [] });
    const failure = await contacts
      .create(actor, { email: 'nobody', country: 'Portugal', attributes: { seats: 'many', other: 1 } })
      .catch((error: DomainError) => error.errors.map((problem) => problem.pointer));
    expect(failure).toEqual(['/country', '/attributes/seats', '/attributes/other', '/email']);
    expect(await countOf('contacts WHERE workspace_id = $1', [actor.workspaceId])).toBe(0);
  });

  it('refuses an address that another contact has, whatever its case', async () => {
    await contacts.create(actor, { email: 'ana@example.com' });
    const other = await contacts.create(actor, { email: 'bea@example.com' });
    expect(await codeOf(contacts.create(actor, { email: 'ANA@example.com' }))).toBe('contact.email-taken');
    expect(await codeOf(contacts.update(actor, other.id, { email: 'Ana@Example.com' }))).toBe(
      'contact.email-taken',
    );
  });

  it('makes one contact of many upserts at the same moment, with all their tags', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        contacts.upsertByEmail(actor, { email: 'same@example.com', tags: [`t${index}`, 'Both'] }),
      ),
    );
    expect(results.filter((result) => result.created)).toHaveLength(1);
    const only = await contacts.get(actor.workspaceId, results[0]?.contact.id ?? '');
    expect(only.tags).toHaveLength(9);
    expect(
      await countOf(`contact_history WHERE contact_id = $1 AND name = 'contact.created'`, [only.id]),
    ).toBe(1);
  });

  it('does not know contacts of another workspace', async () => {
    const { id } = await contacts.create(actor, { email: 'ana@example.com' });
    const stranger = await aWorkspace();
    expect(await codeOf(contacts.get(stranger.workspaceId, id))).toBe('contact.not-found');
    expect(await codeOf(contacts.update(stranger, id, { city: 'Porto' }))).toBe('contact.not-found');
    expect(await codeOf(app.get(BulkContactsService).eraseOne(stranger, id, 'x'))).toBe('contact.not-found');
    expect(await app.get(BulkContactsService).erase(stranger, { ids: [id] }, 'x')).toBe(0);
    expect((await app.get(ContactsRepository).renderContexts(stranger.workspaceId, [id])).size).toBe(0);
  });
});

describe('contact fields', () => {
  it('keeps a choice that contacts hold, and takes the values away with the field', async () => {
    const fields = app.get(ContactFieldsService);
    const plan = await fields.create(actor, {
      key: 'plan',
      label: 'Plan',
      type: 'choice',
      choices: ['Free', 'Pro'],
    });
    const { id } = await contacts.create(actor, { email: 'a@example.com', attributes: { plan: 'Pro' } });
    expect(await codeOf(fields.update(actor, plan.id, { choices: ['Free'] }))).toBe(
      'contact-field.choice-in-use',
    );
    expect((await fields.update(actor, plan.id, { choices: ['Pro', 'Max'] })).choices).toEqual([
      'Pro',
      'Max',
    ]);
    expect(await fields.delete(actor, plan.id)).toEqual({ contacts: 1, brokenUsers: [] });
    expect((await contacts.get(actor.workspaceId, id)).attributes).toEqual({});
  });

  it('takes a key once', async () => {
    const declaration = { key: 'plan', label: 'Plan', type: 'text', choices: [] } as const;
    const fields = app.get(ContactFieldsService);
    await fields.create(actor, { ...declaration, choices: [] });
    expect(await codeOf(fields.create(actor, { ...declaration, choices: [] }))).toBe(
      'contact-field.key-taken',
    );
    expect(await codeOf(fields.create(actor, { ...declaration, key: '__proto__', choices: [] }))).toBe(
      'contact-field.invalid',
    );
  });
});

describe('lists', () => {
  it('finds by part of name, address or company, by tag and by field, page by page in any order', async () => {
    for (const [index, name] of ['Zoë', 'Ana', 'Émile', 'Ana', 'Bea'].entries()) {
      await contacts.create(actor, {
        email: `p${index}@example.com`,
        firstName: name,
        country: index % 2 ? 'PT' : 'ES',
        company: index === 2 ? 'Café Ltd' : null,
        tags: index === 0 ? ['VIP'] : [],
      });
    }
    const list = app.get(ContactListService);
    const names = async (filter: object): Promise<(string | null)[]> =>
      (await list.list(actor.workspaceId, { filter, ...all })).items.map((contact) => contact.firstName);
    expect(await names({ search: 'emile' })).toEqual(['Émile']);
    expect(await names({ search: 'CAFE' })).toEqual(['Émile']);
    expect(await names({ search: 'P3@Ex' })).toEqual(['Ana']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ search: 'p_@' })).toEqual([]);
    expect(await names({ search: '\\' })).toEqual([]);
    expect(await names({ search: ' AN ' })).toEqual(['Ana', 'Ana']);
    expect(await names({ search: 'lt' })).toEqual(['Émile']);
    expect(await names({ search: 'na' })).toEqual([]);
    expect(await names({ search: 'ex' })).toHaveLength(5);
    expect(await names({ tag: 'no such tag' })).toEqual([]);
    expect(await names({ tag: 'vip' })).toEqual(['Zoë']);
    expect(await names({ fields: [{ key: 'country', value: 'pt' }], search: 'ana' })).toEqual(['Ana', 'Ana']);
    expect(await codeOf(names({ fields: [{ key: 'x) OR (1=1', value: '1' }] }))).toBe(
      'contact-filter.invalid',
    );

    const walked: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await list.list(actor.workspaceId, {
        filter: {},
        order: { sort: 'firstName', direction: 'desc' },
        page: { limit: 2, ...(cursor ? { cursor } : {}) },
      });
      walked.push(...page.items.map((contact) => contact.firstName));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(walked).toHaveLength(5);
    expect([...walked].sort()).toEqual(['Ana', 'Ana', 'Bea', 'Zoë', 'Émile']);
  });
});

describe('bulk operations', () => {
  it('tags, untags and erases all that match, once', async () => {
    for (const index of [1, 2, 3])
      await contacts.create(actor, { email: `b${index}@example.com`, city: index < 3 ? 'Porto' : 'Faro' });
    const bulk = app.get(BulkContactsService);
    const inPorto = { fields: [{ key: 'city', value: 'porto' }] };
    expect(await bulk.tag(actor, inPorto, ['North', 'north', 'Sea'])).toBe(2);
    expect(await bulk.tag(actor, inPorto, ['North'])).toBe(0);
    expect(await bulk.untag(actor, {}, ['SEA'])).toBe(2);
    expect(await bulk.erase(actor, { tag: 'north' }, 'test')).toBe(2);
    expect(await countOf('contacts WHERE workspace_id = $1', [actor.workspaceId])).toBe(1);
    expect(
      await countOf(`audit_entries WHERE workspace_id = $1 AND action = 'contacts.erased'`, [
        actor.workspaceId,
      ]),
    ).toBe(1);
  });
});

describe('timeline, notes and tags', () => {
  it('merges notes, events and deliveries newest first and pages through them', async () => {
    const { id } = await contacts.create(actor, { email: 'ana@example.com' });
    await app.get(NotesService).add(actor, id, { body: 'called', kind: 'call' });
    await app.get(ContactTagsService).add(actor, id, ['VIP']);
    await database.execute(
      `INSERT INTO deliveries (workspace_id, message_id, contact_id, email) VALUES ($1, uuidv7(), $2, 'ana@example.com')`,
      [actor.workspaceId, id],
    );
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await app
        .get(TimelineService)
        .list(actor.workspaceId, id, { limit: 1, ...(cursor ? { cursor } : {}) });
      titles.push(...page.items.map((item) => `${item.kind} ${item.title}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(titles).toEqual([
      'delivery pending',
      'event contact.changed',
      'note call',
      'event contact.created',
    ]);
  });

  it('is narrowed to one subject, page by page, and no event belongs to none or to two', async () => {
    const { id } = await contacts.create(actor, { email: 'ana@example.com' });
    await app.get(NotesService).add(actor, id, { body: 'Called' });
    const names = [
      'email.opened',
      'form.submitted',
      'order.placed',
      'sequence.entered',
      'page.viewed',
      'orders.odd',
    ];
    await database.execute(
      `INSERT INTO contact_events (workspace_id, contact_id, name, occurred_at)
       SELECT $1, $2, name, now() - interval '1 hour' FROM unnest($3::text[]) AS name`,
      [actor.workspaceId, id, names],
    );
    await database.execute(
      `INSERT INTO deliveries (workspace_id, message_id, contact_id, email) VALUES ($1, uuidv7(), $2, 'ana@example.com')`,
      [actor.workspaceId, id],
    );
    const titles = async (subject?: TimelineSubject): Promise<string[]> => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<TimelineItem> = await app
          .get(TimelineService)
          .list(actor.workspaceId, id, { limit: 1, ...(subject && { subject }), ...(cursor && { cursor }) });
        found.push(...page.items.map(({ title }) => title));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return found.sort();
    };
    expect(await titles('mail')).toEqual(['email.opened', 'pending']);
    expect(await titles('forms')).toEqual(['form.submitted']);
    expect(await titles('orders')).toEqual(['order.placed']);
    expect(await titles('profile')).toEqual(['contact.created']);
    expect(await titles('sequences')).toEqual(['sequence.entered']);
    expect(await titles('notes')).toEqual(['note']);
    expect(await titles('other')).toEqual(['orders.odd', 'page.viewed']);
    const parts = await Promise.all(TIMELINE_SUBJECTS.map((subject) => titles(subject)));
    expect(parts.flat().sort()).toEqual(await titles());
  });
});

describe('erasure and export', () => {
  it('forgets the person everywhere and keeps what stops a new mail', async () => {
    const { workspaceId } = actor;
    const { id } = await contacts.create(actor, { email: 'ana@example.com', tags: ['VIP'] });
    const hash = app.get(AddressHasher).hash(workspaceId, 'ana@example.com');
    await app.get(NotesService).add(actor, id, { body: 'private' });
    await database.execute(
      `INSERT INTO deliveries (workspace_id, message_id, contact_id, email, status, reply, handed_over_at, finished_at)
       VALUES ($1, uuidv7(), $2, 'ana@example.com', 'accepted', 'ok ana@example.com', now(), now()),
              ($1, uuidv7(), $2, 'ana@example.com', 'pending', NULL, NULL, NULL)`,
      [workspaceId, id],
    );
    await database.execute(
      `INSERT INTO consent_records (workspace_id, contact_id, address_hash, action, method, occurred_at, ip)
       VALUES ($1, $2, $3, 'subscribed', 'form', now(), '10.0.0.1')`,
      [workspaceId, id, hash],
    );
    const exported = await app.get(ContactExportService).personalData(actor, id);
    expect(exported).toMatchObject({
      contact: { email: 'ana@example.com' },
      tags: [{ name: 'VIP' }],
      notes: [{ body: 'private' }],
      consentRecords: [{ action: 'subscribed' }],
    });
    expect(exported['deliveries']).toHaveLength(2);

    await app.get(BulkContactsService).eraseOne(actor, id, 'asked for it');

    for (const table of ['contact_events', 'notes', 'contact_tags', 'tracking_hits'])
      expect([table, await countOf(`${table} WHERE contact_id = $1`, [id])]).toEqual([table, 0]);
    const deliveries = await database.query(
      'SELECT email, reply, status, reason FROM deliveries WHERE contact_id = $1 ORDER BY seq',
      [id],
    );
    expect(deliveries).toEqual([
      { email: '', reply: null, status: 'accepted', reason: null },
      { email: '', reply: null, status: 'suppressed', reason: 'erased' },
    ]);
    const held = await database.query(
      'SELECT contact_id, host(ip) AS ip FROM consent_records WHERE address_hash = $1',
      [hash],
    );
    expect(held).toEqual([{ contact_id: null, ip: null }]);
    expect(
      await database.query('SELECT email, reason FROM suppressions WHERE address_hash = $1', [hash]),
    ).toEqual([{ email: null, reason: 'erased' }]);
    const everything = await database.query<{ text: string }>(
      `SELECT string_agg(details::text, ' ') AS text FROM audit_entries WHERE workspace_id = $1`,
      [workspaceId],
    );
    expect(everything[0]?.text).not.toContain('ana@');
  });

  it('streams a CSV of all that match', async () => {
    for (let index = 0; index < 3; index += 1)
      await contacts.create(actor, { email: `c${index}@example.com`, firstName: '=HYPERLINK("x")' });
    let csv = '';
    for await (const chunk of app.get(ContactExportService).csv(actor, { search: 'c1@' }, { raw: false }))
      csv += chunk;
    const lines = csv.split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\ufeffid,email,firstName/);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
  });
});
