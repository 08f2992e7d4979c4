import fc from 'fast-check';
import {
  BulkContactsService,
  ContactListService,
  ContactFieldsService,
  contactSorts,
  IndexContacts,
  type ContactFilter,
  type ContactOrder,
} from '@features/contacts';
import type { Actor } from '@features/accounts';
import { ContactIndexRepository } from './contact-index.repository';
import { startImports, type ImportsFixture } from '../../../testing/imports-fixture';

let fixture: ImportsFixture;

beforeAll(async () => {
  fixture = await startImports();
});

afterAll(async () => {
  await fixture?.close();
});

const copy = (): Promise<number> => fixture.app.get(IndexContacts).run();

const copiesOf = (workspaceId: string): Promise<number> =>
  fixture.count('contact_index WHERE workspace_id = $1', [workspaceId]);

const marksOf = (workspaceId: string): Promise<number> =>
  fixture.count('contacts_to_index WHERE workspace_id = $1', [workspaceId]);

const oldestFirst: ContactOrder = { sort: 'createdAt', direction: 'asc' };

/** All pages of a list, three contacts at a time. */
async function listed(actor: Actor, filter: ContactFilter, order = oldestFirst): Promise<string[]> {
  const emails: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await fixture.app.get(ContactListService).list(actor.workspaceId, {
      filter,
      order,
      page: { limit: 3, ...(cursor === null ? {} : { cursor }) },
    });
    emails.push(...page.items.map(({ email }) => email));
    cursor = page.nextCursor;
  } while (cursor !== null);
  return emails;
}

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const waiting = await fixture.count(
      `pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()`,
      [],
    );
    if (waiting > 0) return;
  }
}

async function people(actor: Actor, names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, firstName] of names.entries()) {
    ids.push((await fixture.contacts.create(actor, { email: `p${index}@example.com`, firstName })).id);
  }
  return ids;
}

describe('the copy in which contacts are searched', () => {
  it('follows what is made, changed and deleted, and nothing that changes is missed before it is copied', async () => {
    const { actor } = await fixture.aWorkspace();
    const [ana = '', bea = ''] = await people(actor, ['Ana', 'Bea', 'Cleo']);
    expect(await listed(actor, { search: 'bea' })).toEqual(['p1@example.com']);
    await copy();
    expect([await copiesOf(actor.workspaceId), await marksOf(actor.workspaceId)]).toEqual([3, 0]);
    await fixture.contacts.update(actor, bea, { firstName: 'Beatrix' });
    expect(await listed(actor, { search: 'trix' })).toEqual(['p1@example.com']);
    await fixture.app.get(BulkContactsService).eraseOne(actor, ana, 'asked');
    expect(await copiesOf(actor.workspaceId)).toBe(2);
    await copy();
    const order: ContactOrder = { sort: 'firstName', direction: 'desc' };
    expect(await listed(actor, {}, order)).toEqual(['p2@example.com', 'p1@example.com']);
    await fixture.contacts.update(actor, bea, { lastName: 'Zimmer' });
    await copy();
    expect(await listed(actor, {}, { ...order, sort: 'lastName' })).toEqual([
      'p1@example.com',
      'p2@example.com',
    ]);
  });

  it('takes a whole import as a few stretches, a slice at a time, and lists them meanwhile', async () => {
    const { actor } = await fixture.aWorkspace();
    const lines = Array.from({ length: 2_500 }, (_, index) => `i${index}@example.com,Name ${index}`);
    const path = await fixture.aFile('stretch.csv', ['Email,Last name', ...lines].join('\n'));
    await fixture.imports.importFile(actor, { path, options: {} });
    expect(await marksOf(actor.workspaceId)).toBeLessThan(10);
    const wanted = { search: 'name 2499' };
    expect(await listed(actor, wanted)).toEqual(['i2499@example.com']);
    expect(await copy()).toBeGreaterThanOrEqual(2_500);
    expect(await copiesOf(actor.workspaceId)).toBe(2_500);
    expect(await marksOf(actor.workspaceId)).toBe(0);
    expect(await listed(actor, wanted)).toEqual(['i2499@example.com']);
  });

  it('is not asked while very many wait to be copied, and the answer is the same', async () => {
    const { actor } = await fixture.aWorkspace();
    await fixture.database.execute(
      `INSERT INTO contacts (workspace_id, email, email_key, address_hash, first_name)
       SELECT $1, 'm' || i || '@example.com', 'm' || i || '@example.com', sha256(i::text::bytea), 'Same' FROM generate_series(1, 20100) AS i`,
      [actor.workspaceId],
    );
    const wanted = { search: 'm20077@' };
    expect(await listed(actor, wanted)).toEqual(['m20077@example.com']);
    await copy();
    expect(await listed(actor, wanted)).toEqual(['m20077@example.com']);
    expect(await fixture.app.get(ContactListService).count(actor.workspaceId, { search: 'same' })).toBe(
      20_100,
    );
  });

  it('never keeps somebody who is deleted while it is written: who deletes waits', async () => {
    const { actor } = await fixture.aWorkspace();
    const [ana = ''] = await people(actor, ['Ana', 'Bea']);
    const index = fixture.app.get(ContactIndexRepository);
    let finish = (): void => undefined;
    let copying: Promise<void> | undefined;
    await new Promise<void>((isWritten, failed) => {
      copying = fixture.database.transaction(async () => {
        expect(await index.begin(actor.workspaceId)).toBe(true);
        await index.copyMarked(actor.workspaceId);
        isWritten();
        await new Promise<void>((resolve) => (finish = resolve));
      });
      copying.catch(failed);
    });
    const erasing = fixture.app.get(BulkContactsService).eraseOne(actor, ana, 'asked');
    await untilSomebodyWaits();
    finish();
    await Promise.all([copying, erasing]);
    expect(await copiesOf(actor.workspaceId)).toBe(1);
  });

  it('belongs to one workspace, and goes with it', async () => {
    const { actor } = await fixture.aWorkspace();
    const other = (await fixture.aWorkspace()).actor;
    await people(actor, ['Ana']);
    await people(other, ['Ana', 'Ana']);
    await copy();
    expect(await listed(actor, { search: 'ana' })).toHaveLength(1);
    await people(other, []);
    await fixture.contacts.create(other, { email: 'late@example.com', company: 'Acme' });
    await fixture.database.execute('DELETE FROM workspaces WHERE id = $1', [other.workspaceId]);
    expect([await copiesOf(other.workspaceId), await marksOf(other.workspaceId)]).toEqual([0, 0]);
    expect(await copiesOf(actor.workspaceId)).toBe(1);
  });

  it('means the same to bulk actions', async () => {
    const { actor } = await fixture.aWorkspace();
    const [, bea = ''] = await people(actor, ['Ana', 'Bea', 'Anabel']);
    await copy();
    await fixture.contacts.update(actor, bea, { firstName: 'Hanna' });
    const bulk = fixture.app.get(BulkContactsService);
    expect(await bulk.tag(actor, { search: 'ana' }, ['found'])).toBe(2);
    expect(await bulk.tag(actor, { search: 'hanna' }, ['found'])).toBe(1);
    expect(await listed(actor, { search: 'an', tag: 'found' })).toHaveLength(2);
    expect(await listed(actor, { search: 'ann', tag: 'FOUND' })).toEqual(['p1@example.com']);
  });
});

describe('fields in the copy', () => {
  it('find numbers, choices, dates and texts however they are written, and what is declared or erased later', async () => {
    const { actor } = await fixture.aWorkspace();
    const fields = fixture.app.get(ContactFieldsService);
    for (const [key, type] of [
      ['score', 'number'],
      ['vip', 'boolean'],
      ['likes', 'multi-choice'],
      ['job', 'text'],
    ] as const) {
      const choices = type === 'multi-choice' ? ['Tea', 'Wine', 'Beer'] : [];
      await fields.create(actor, { key, type, label: key, choices });
    }
    const [ana = '', bea = ''] = await people(actor, ['Ana', 'Bea', 'Cleo']);
    const attributes = { score: 12.5, vip: true, likes: ['Tea', 'Beer'], job: 'Bäcker' };
    await fixture.contacts.update(actor, ana, { birthDate: '1980-05-05', city: 'São Paulo', attributes });
    await fixture.contacts.update(actor, bea, { attributes: { score: 12 } });
    const found = async (key: string, value: string): Promise<number> =>
      (await listed(actor, { fields: [{ key, value }] })).length;
    const answers = async (): Promise<number[]> => [
      await found('attributes.score', '12.50'),
      await found('attributes.score', '1.2e1'),
      await found('attributes.score', '7'),
      await found('attributes.vip', 'yes'),
      await found('attributes.likes', 'tea'),
      await found('attributes.likes', 'Beer,Tea'),
      await found('attributes.likes', 'Wine,Tea'),
      await found('attributes.job', ' BACKER '),
      await found('birthDate', '1980-05-05'),
      await found('city', 'sao paulo'),
      await found('firstName', 'cleo'),
    ];
    const right = [1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1];
    expect(await answers()).toEqual(right);
    await copy();
    expect(await answers()).toEqual(right);
    await fixture.database.execute(
      `UPDATE contacts SET attributes = attributes || '{"score": 99.0}' WHERE workspace_id = $1 AND id = $2`,
      [actor.workspaceId, bea],
    );
    expect([await found('attributes.score', '12'), await found('attributes.score', '99')]).toEqual([0, 1]);
    await copy();
    expect([await found('attributes.score', '12'), await found('attributes.score', '99')]).toEqual([0, 1]);
  });
});

const WORDS = ['ana', 'bel', 'mar', 'example', 'zoe', 'tec', '@exa', 'nobody'];
const NAMES = ['Ana', 'Anabel', 'Zoë', 'María', 'Marta Bel', ''];
const COMPANIES = ['Tecnica', 'Bel & Mar', null];

const change = fc.record({
  kind: fc.constantFrom('create', 'rename', 'readdress', 'employ', 'move', 'erase', 'rename-company', 'copy'),
  who: fc.nat({ max: 9 }),
  name: fc.constantFrom(...NAMES),
  company: fc.constantFrom(...COMPANIES),
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Without the copy: what the contacts themselves say. */
async function expected(
  actor: Actor,
  { search, fields }: ContactFilter,
  order: ContactOrder,
): Promise<string[]> {
  const column = {
    createdAt: 'c.id',
    updatedAt: 'c.updated_at',
    email: 'c.email_key',
    firstName: `coalesce(c.first_name, '')`,
    lastName: `coalesce(c.last_name, '')`,
  }[order.sort];
  const rows = await fixture.database.query<{ email: string }>(
    `SELECT c.email FROM contacts c LEFT JOIN companies co ON co.id = c.company_id
     WHERE c.workspace_id = $1 AND ($2::text IS NULL OR position($2 IN c.email_key) > 0
       OR position(fold($2) IN fold(concat_ws(' ', c.first_name, c.last_name))) > 0 OR position(fold($2) IN fold(co.name)) > 0)
       AND ($3::text IS NULL OR fold(c.city) = fold($3))
     ORDER BY ${column} ${order.direction}, c.id ${order.direction}`,
    [actor.workspaceId, search ?? null, fields?.[0]?.value ?? null],
  );
  return rows.map(({ email }) => email);
}

async function make(actor: Actor, { kind, who, name, company }: Change, step: number): Promise<void> {
  if (kind === 'copy') {
    await copy();
    return;
  }
  if (kind === 'create') {
    await fixture.contacts.create(actor, { email: `n${step}@example.com`, firstName: name, company });
    return;
  }
  if (kind === 'rename-company') {
    await fixture.database.execute(
      `UPDATE companies SET name = $2, name_key = fold($2) WHERE workspace_id = $1 AND name = 'Tecnica'`,
      [actor.workspaceId, `Marble ${step}`],
    );
    return;
  }
  const rows = await fixture.database.query<{ id: string }>(
    'SELECT id FROM contacts WHERE workspace_id = $1 ORDER BY id OFFSET $2 LIMIT 1',
    [actor.workspaceId, who],
  );
  const id = rows[0]?.id;
  if (id === undefined) return;
  if (kind === 'rename') await fixture.contacts.update(actor, id, { lastName: name });
  if (kind === 'readdress') await fixture.contacts.update(actor, id, { email: `r${step}.bel@example.org` });
  if (kind === 'employ') await fixture.contacts.update(actor, id, { company });
  if (kind === 'move') await fixture.contacts.update(actor, id, { city: name });
  if (kind === 'erase') await fixture.app.get(BulkContactsService).eraseOne(actor, id, 'asked');
}

const question = fc.record({
  search: fc.option(fc.constantFrom(...WORDS), { nil: undefined }),
  city: fc.option(fc.constantFrom('ana', 'zoe', 'Maria', 'Nowhere'), { nil: undefined }),
  sort: fc.constantFrom(...contactSorts),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
});

it('lists are those of the contacts themselves, whatever changes and whenever it is copied', async () => {
  const story = fc.array(fc.tuple(change, question), { minLength: 3, maxLength: 14, size: 'max' });
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const { actor } = await fixture.aWorkspace();
      await people(actor, ['Ana', 'Bela', 'Zoë', 'Mario']);
      for (const [index, [one, { search, city, sort, direction }]] of steps.entries()) {
        await make(actor, one, index);
        const order = { sort, direction };
        const filter = {
          ...(search === undefined ? {} : { search }),
          ...(city === undefined ? {} : { fields: [{ key: 'city', value: city }] }),
        };
        expect(await listed(actor, filter, order)).toEqual(await expected(actor, filter, order));
      }
    }),
    { numRuns: 40 },
  );
});
