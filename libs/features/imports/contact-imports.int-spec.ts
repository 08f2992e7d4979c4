import { createWriteStream } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { BulkContactsService, ContactFieldsService } from '@features/contacts';
import { RunContactImportService } from '@features/imports';
import { startImports, type ImportsFixture } from '../../testing/imports-fixture';
import { ImportMergeRepository } from './import-merge.repository';

// Two cores that others use too.
let fixture: ImportsFixture;

beforeAll(async () => {
  fixture = await startImports();
});

afterAll(async () => {
  await fixture?.close();
});

afterEach(() => jest.restoreAllMocks());

const people = (count: number, city = 'Porto'): string =>
  [
    'Email,First name,City',
    ...Array.from({ length: count }, (_, i) => `p${i}@example.com,Name ${i},${city}`),
  ].join('\n');

async function aZip(name: string, entries: Record<string, string | Buffer>): Promise<string> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  const path = join(fixture.folder, name);
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

async function csv(chunks: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return text;
}

describe('a run that dies', () => {
  it('continues after the last committed chunk, and the counts stay right', async () => {
    const { actor, topicId } = await fixture.aWorkspace();
    const path = await fixture.aFile('many.csv', people(22_000));
    const merging = fixture.app.get(ImportMergeRepository);
    const merge = merging.merge.bind(merging);
    let isPowerOn = true;
    jest.spyOn(merging, 'merge').mockImplementation(async (settings, range) => {
      const counts = await merge(settings, range);
      // The chunk is written but not committed when the worker dies.
      const isCut = isPowerOn && range.from === 10_000;
      if (isCut) isPowerOn = false;
      if (isCut) throw new Error('power cut');
      return counts;
    });
    await expect(fixture.imports.importFile(actor, { path, options: { topicId } })).rejects.toThrow(
      'power cut',
    );
    const [dead] = (await fixture.imports.list(actor.workspaceId, { limit: 1 })).items;
    expect(dead).toMatchObject({ status: 'running', processedRows: 10_000, counts: { new: 10_000 } });
    expect(await fixture.count('contacts WHERE workspace_id = $1', [actor.workspaceId])).toBe(10_000);

    await fixture.app.get(RunContactImportService).run(actor.workspaceId, dead?.id ?? '');

    const done = await fixture.imports.get(actor.workspaceId, dead?.id ?? '');
    expect(done).toMatchObject({
      status: 'done',
      processedRows: 22_000,
      totalRows: 22_000,
      counts: { rows: 22_000, new: 22_000, updated: 0, unchanged: 0 },
    });
    expect(await fixture.count('contacts WHERE workspace_id = $1', [actor.workspaceId])).toBe(22_000);
    expect(
      await fixture.count(`contact_history WHERE workspace_id = $1 AND name = 'contact.created'`, [
        actor.workspaceId,
      ]),
    ).toBe(22_000);
    expect(await fixture.count('subscriptions WHERE workspace_id = $1', [actor.workspaceId])).toBe(22_000);
    expect(await fixture.count(`pg_class WHERE relname LIKE 'contact_import_stage%'`, [])).toBe(0);
    expect(await readdir(join(fixture.folder, 'files', 'imports', actor.workspaceId))).toEqual([]);
  });

  it('leaves the rest to the next run when the worker is asked to stop', async () => {
    const { actor } = await fixture.aWorkspace();
    const stopping = new AbortController();
    stopping.abort();
    const path = await fixture.aFile('stopped.csv', people(3));
    const stopped = await fixture.imports.importFile(actor, { path, options: {}, signal: stopping.signal });
    expect(stopped).toMatchObject({ status: 'running', processedRows: 0 });
    await fixture.app.get(RunContactImportService).run(actor.workspaceId, stopped.id);
    expect(await fixture.imports.get(actor.workspaceId, stopped.id)).toMatchObject({
      status: 'done',
      counts: { new: 3 },
    });
  });

  it('writes everything once when two workers run the same import at the same time', async () => {
    const { actor } = await fixture.aWorkspace();
    const path = await fixture.aFile('twice.csv', people(2000));
    const stopping = new AbortController();
    stopping.abort();
    const { id } = await fixture.imports.importFile(actor, { path, options: {}, signal: stopping.signal });
    const runner = fixture.app.get(RunContactImportService);
    await Promise.all([runner.run(actor.workspaceId, id), runner.run(actor.workspaceId, id)]);
    expect(await fixture.imports.get(actor.workspaceId, id)).toMatchObject({
      status: 'done',
      counts: { rows: 2000, new: 2000, unchanged: 0 },
    });
    expect(await fixture.count('contacts WHERE workspace_id = $1', [actor.workspaceId])).toBe(2000);
  });

  it('stops when it is cancelled and keeps what was written', async () => {
    const { actor } = await fixture.aWorkspace();
    const path = await fixture.aFile('cancelled.csv', people(3));
    const merging = fixture.app.get(ImportMergeRepository);
    const merge = merging.merge.bind(merging);
    jest.spyOn(merging, 'merge').mockImplementation(async (settings, range) => {
      const [running] = (await fixture.imports.list(actor.workspaceId, { limit: 1 })).items;
      const counts = await merge(settings, range);
      await fixture.database.dataSource.query(
        `UPDATE contact_imports SET status = 'cancelled', finished_at = now() WHERE id = $1`,
        [running?.id],
      );
      return counts;
    });
    const cancelled = await fixture.imports.importFile(actor, { path, options: {} });
    expect(cancelled.status).toBe('cancelled');
    expect(await fixture.count('contacts WHERE workspace_id = $1', [actor.workspaceId])).toBe(0);
    await expect(fixture.imports.cancel(actor, cancelled.id)).rejects.toMatchObject({
      code: 'contact-import.already-finished',
    });
  });
});

describe('existing contacts', () => {
  it('are updated where a cell says something else, and their history says so', async () => {
    const { actor } = await fixture.aWorkspace();
    await fixture.app
      .get(ContactFieldsService)
      .create(actor, { key: 'plan', label: 'Plan', type: 'choice', choices: ['Free', 'Pro'] });
    const { id } = await fixture.contacts.create(actor, {
      email: 'ana@example.com',
      city: 'Porto',
      attributes: { plan: 'Free' },
    });
    const path = await fixture.aFile(
      'update.csv',
      'email;city;firstName;Plan;company;tags\nANA@example.com;Faro;;pro;ACME;a, b\nbad;;;;;\nnew@example.com;;;Gold;;',
    );
    const done = await fixture.imports.importFile(actor, { path, options: {} });
    expect(done.counts).toMatchObject({
      rows: 3,
      new: 1,
      updated: 1,
      unchanged: 0,
      invalid: 1,
      droppedValues: 1,
    });
    expect(await fixture.contacts.get(actor.workspaceId, id)).toMatchObject({
      email: 'ana@example.com',
      city: 'Faro',
      firstName: null,
      attributes: { plan: 'Pro' },
      company: { name: 'ACME' },
      tags: ['a', 'b'],
    });
    const changes = await fixture.database.query<{ change: object }>(
      `SELECT properties AS change FROM contact_events WHERE contact_id = $1 AND name = 'contact.changed'
       AND properties ->> 'field' <> 'tags' ORDER BY properties ->> 'field'`,
      [id],
    );
    expect(changes.map(({ change }) => change)).toEqual([
      { field: 'attributes.plan', from: 'Free', to: 'Pro' },
      { field: 'city', from: 'Porto', to: 'Faro' },
      { field: 'company', from: null, to: 'ACME' },
    ]);
    expect(await csv(fixture.imports.problemsCsv(actor.workspaceId, done.id))).toBe(
      '\ufefffile,line,column,value,reason\r\n' +
        'update.csv,3,email,bad,invalid address: it has no @ sign\r\n' +
        'update.csv,4,Plan,Gold,"must be one of: Free, Pro"\r\n',
    );
  });

  it('are left alone with onExisting: skip, but still unsubscribed', async () => {
    const { actor, topicId } = await fixture.aWorkspace();
    await fixture.contacts.create(actor, { email: 'ana@example.com', city: 'Porto' });
    const path = await fixture.aFile('skip.csv', 'email,city\nana@example.com,Faro\n');
    const options = { topicId, onExisting: 'skip', status: 'unsubscribed', tags: ['x'] } as const;
    const done = await fixture.imports.importFile(actor, { path, options: { ...options, tags: ['x'] } });
    expect(done.counts).toMatchObject({ new: 0, suppressed: 1 });
    expect(
      await fixture.count(`contacts WHERE workspace_id = $1 AND city = 'Porto'`, [actor.workspaceId]),
    ).toBe(1);
    expect(await fixture.count('contact_tags WHERE workspace_id = $1', [actor.workspaceId])).toBe(0);
    expect(
      await fixture.count(`subscriptions WHERE workspace_id = $1 AND status = 'unsubscribed'`, [
        actor.workspaceId,
      ]),
    ).toBe(1);
  });

  it('never come back after erasure and are never resubscribed', async () => {
    const { actor, topicId } = await fixture.aWorkspace();
    const path = await fixture.aFile('back.csv', 'email\ngone@example.com\nleft@example.com\n');
    await fixture.imports.importFile(actor, { path, options: { topicId, status: 'unsubscribed' } });
    const erased = await fixture.database.queryOne<{ id: string }>(
      `SELECT id FROM contacts WHERE workspace_id = $1 AND email_key = 'gone@example.com'`,
      [actor.workspaceId],
    );
    await fixture.app.get(BulkContactsService).eraseOne(actor, erased?.id ?? '', 'asked');
    const again = await fixture.imports.importFile(actor, { path, options: { topicId } });
    expect(again.counts).toMatchObject({ rows: 2, new: 0, erased: 1, unchanged: 1, suppressed: 1 });
    expect(
      await fixture.count(`subscriptions WHERE workspace_id = $1 AND status = 'subscribed'`, [
        actor.workspaceId,
      ]),
    ).toBe(0);
  });
});

describe('duplicates across the whole file', () => {
  it('make one contact: later values win, empty ones do not, all tags stay', async () => {
    const { actor } = await fixture.aWorkspace();
    const filler = Array.from({ length: 12_000 }, (_, i) => `f${i}@example.com,,,`).join('\n');
    const path = await fixture.aFile(
      'repeated.csv',
      `email,firstName,city,tags\nana@example.com,Ana,Porto,one\n${filler}\nANA@example.com,,Faro,two\n`,
    );
    const first = await fixture.imports.importFile(actor, { path, options: {} });
    expect(first.counts).toMatchObject({ rows: 12_002, new: 12_001, duplicate: 1 });
    const { items } = await fixture.database
      .query<{ id: string }>(
        `SELECT id FROM contacts WHERE workspace_id = $1 AND email_key = 'ana@example.com'`,
        [actor.workspaceId],
      )
      .then(async ([row]) => ({ items: [await fixture.contacts.get(actor.workspaceId, row?.id ?? '')] }));
    expect(items[0]).toMatchObject({ firstName: 'Ana', city: 'Faro', tags: ['one', 'two'] });
    const again = await fixture.imports.importFile(actor, { path, options: {} });
    expect(again.counts).toMatchObject({ new: 0, updated: 0, unchanged: 12_001, duplicate: 1 });
  });
});

describe('hostile files', () => {
  const refused = async (path: string, code: string): Promise<void> => {
    const { actor } = await fixture.aWorkspace();
    await expect(fixture.imports.importFile(actor, { path, options: {} })).rejects.toMatchObject({
      code: `contact-import.${code}`,
    });
    expect(await fixture.count('contact_imports WHERE workspace_id = $1', [actor.workspaceId])).toBe(0);
    const files = await readdir(join(fixture.folder, 'files', 'imports', actor.workspaceId)).catch(() => []);
    expect(files).toEqual([]);
  };

  it('refuses ten thousand columns, an open quote and an empty file', async () => {
    await refused(await fixture.aFile('wide.csv', `email${',x'.repeat(10_000)}\n`), 'broken-csv');
    await refused(await fixture.aFile('open.csv', `email\n"${'x\n'.repeat(600_000)}`), 'broken-csv');
    await refused(await fixture.aFile('empty.csv', ''), 'empty');
    await refused(await fixture.aFile('binary.csv', Buffer.alloc(50_000, 7)), 'no-address-column');
  });

  it('refuses a zip bomb, a path that climbs out, and a zip that is broken', async () => {
    const bomb = Buffer.alloc(30_000_000, 'a');
    await refused(await aZip('bomb.zip', { 'subscribed_x.csv': bomb }), 'zip-too-large');
    const harmless = await aZip('slip.zip', { 'aa/subscribed_x.csv': 'Email Address\na@example.com\n' });
    const slip = (await readFile(harmless)).toString('latin1').replaceAll('aa/subscribed', '../subscribed');
    await writeFile(harmless, Buffer.from(slip, 'latin1'));
    await refused(harmless, 'zip-broken');
    await refused(
      await fixture.aFile('broken.zip', Buffer.from('PK\u0003\u0004 and then nothing')),
      'zip-broken',
    );
    await refused(await aZip('none.zip', { 'readme.txt': 'x' }), 'no-contacts-in-zip');
  });

  it('takes huge cells, formulas, NUL, markup and odd Unicode as plain text or leaves the value out', async () => {
    const { actor } = await fixture.aWorkspace();
    const path = await fixture.aFile(
      'odd.csv',
      [
        'email,firstName,lastName,city',
        `a@example.com,=HYPERLINK("x"),${'x'.repeat(5000)},"Por\u0000to"`,
        `b@example.com,'=1+1,"a\\tb\\N\t\\.","x\n\\.\ny"`,
        `c@example.com,{{constructor}},<script>,\ud83d`,
      ].join('\n'),
    );
    const done = await fixture.imports.importFile(actor, { path, options: {} });
    expect(done.counts).toMatchObject({ rows: 3, new: 3, droppedValues: 1 });
    const names = await fixture.database.query(
      'SELECT first_name AS f, last_name AS l, city AS c FROM contacts WHERE workspace_id = $1 ORDER BY email_key',
      [actor.workspaceId],
    );
    expect(names).toEqual([
      { f: '=HYPERLINK("x")', l: null, c: 'Porto' },
      { f: '=1+1', l: 'a\\tb\\N\t\\.', c: 'x\n\\.\ny' },
      { f: '{{constructor}}', l: '<script>', c: '\ufffd' },
    ]);
  });

  it('finishes when no row can be used, and says why for each', async () => {
    const { actor } = await fixture.aWorkspace();
    const path = await fixture.aFile('hopeless.csv', 'Email Address,First Name\n=cmd,x\n,y\nno address,z\n');
    for (const dryRun of [true, false]) {
      const done = await fixture.imports.importFile(actor, { path, options: { dryRun } });
      expect(done).toMatchObject({ status: 'done', counts: { rows: 3, new: 0, invalid: 3 } });
      expect(
        (await csv(fixture.imports.problemsCsv(actor.workspaceId, done.id))).trim().split('\n'),
      ).toHaveLength(4);
    }
  });

  it('takes columns that are called like parts of JavaScript as ordinary columns', async () => {
    const { actor } = await fixture.aWorkspace();
    const path = await fixture.aFile(
      'names.csv',
      'email,__proto__,constructor,toString\na@example.com,1,2,3\n',
    );
    for (const createMissingFields of [false, true]) {
      const done = await fixture.imports.importFile(actor, { path, options: { createMissingFields } });
      expect(done).toMatchObject({ status: 'done', counts: { rows: 1, invalid: 0 } });
    }
  });

  it('calls a zip broken whose entry is larger than it says', async () => {
    const path = await aZip('liar.zip', {
      'subscribed_x.csv': `Email Address\n${'a@example.com\n'.repeat(2000)}`,
    });
    const bytes = await readFile(path);
    // Uncompressed size in the local header and in the central directory.
    const central = bytes.indexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    bytes.writeUInt32LE(10, 22);
    bytes.writeUInt32LE(10, central + 24);
    await writeFile(path, bytes);
    await refused(path, 'zip-broken');
  });

  it('refuses a target and an option that do not exist, and a topic of another workspace', async () => {
    const { actor } = await fixture.aWorkspace();
    const other = await fixture.aWorkspace();
    const path = await fixture.aFile('options.csv', 'email\na@example.com\n');
    const failure = async (options: object): Promise<unknown> =>
      fixture.imports
        .importFile(actor, { path, options })
        .catch((error: { errors: { pointer: string }[] }) => error.errors.map((problem) => problem.pointer));
    expect(await failure({ mapping: { email: 'password' } })).toEqual(['/options/mapping/email']);
    expect(await failure({ evil: true })).toEqual(['/options/evil']);
    expect(await failure({ topicId: other.topicId })).toEqual(['/options/topicId']);
    expect(await failure({ tags: [''] })).toEqual(['/options/tags']);
  });
});

it('leaves nobody behind when the workspace is deleted', async () => {
  const { actor } = await fixture.aWorkspace();
  const path = await fixture.aFile('short-lived.csv', people(3));
  await fixture.imports.importFile(actor, { path, options: {} });
  expect(await fixture.count('contacts WHERE workspace_id = $1', [actor.workspaceId])).toBe(3);
  await fixture.database.execute('DELETE FROM workspaces WHERE id = $1', [actor.workspaceId]);
  expect(await fixture.count('contacts WHERE workspace_id = $1', [actor.workspaceId])).toBe(0);
});
