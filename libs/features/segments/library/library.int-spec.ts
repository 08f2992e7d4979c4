import { systemActor } from '@features/accounts';
import { ContactFieldsRepository } from '@features/contacts';
import { openDatabase, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { anEvent } from '../../../testing/factories/event';
import { aContact } from '../../../testing/factories/contact';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aWorkspace } from '../../../testing/factories/workspace';
import { deeds } from '../../../testing/library-examples/deeds';
import { people } from '../../../testing/library-examples/people';
import type { Examples } from '../../../testing/library-examples/person';
import { seedPerson } from '../../../testing/library-examples/seed-person';
import { SEGMENT_LIBRARY } from './library';
import type { LibraryItem } from './segment-library.service';

/** All of the library twice, on a busy machine. */
const examples: Examples = { ...people, ...deeds };

let testDatabase: TestDatabase;
let db: Database;
let workspaceId: string;
let services: ReturnType<typeof segmentServicesFor>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  db = await openDatabase({
    url: testDatabase.url,
    poolSize: 3,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  services = segmentServicesFor(db);
});

afterAll(async () => {
  await db.dataSource.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  workspaceId = (await aWorkspace(db)).id;
});

const actor = () => systemActor(workspaceId);

async function itemOf(key: string): Promise<LibraryItem | undefined> {
  return (await services.library.list(workspaceId)).find((item) => item.entry.key === key);
}

describe('every entry selects the people whom it is about, and nobody else', () => {
  it.each(SEGMENT_LIBRARY.map((entry) => entry.key))('%s', async (key) => {
    const [installed] = await services.library.install(actor(), { keys: [key], createFields: true });
    expect(installed).toMatchObject({ outcome: 'installed', problem: null });
    const { in: members = [], out: others = [] } = examples[key] ?? {};
    expect(Math.min(members.length, others.length)).toBeGreaterThan(0);
    for (const [index, person] of members.entries())
      await seedPerson(db, workspaceId, { firstName: `in ${index}`, person });
    for (const [index, person] of others.entries())
      await seedPerson(db, workspaceId, { firstName: `out ${index}`, person });
    const page = await services.preview.listContacts(workspaceId, installed?.segmentId ?? '', { limit: 50 });
    expect(page.items.map((member) => member.firstName)).toEqual(
      members.map((_person, index) => `in ${index}`),
    );
  });
});

describe('installing', () => {
  it('installs all in one call, and again changes nothing', async () => {
    const first = await services.library.install(actor(), { createFields: true });
    expect(first.map((entry) => entry.key)).toEqual(SEGMENT_LIBRARY.map((entry) => entry.key));
    expect(new Set(first.map((entry) => entry.outcome))).toEqual(new Set(['installed']));
    const fields = await new ContactFieldsRepository(db).list(workspaceId);
    expect(first.flatMap((entry) => entry.createdFields).sort()).toEqual(
      fields.map((field) => field.key).sort(),
    );
    const again = await services.library.install(actor(), { createFields: true });
    expect(new Set(again.map((entry) => entry.outcome))).toEqual(new Set(['already-installed']));
    expect(again.map((entry) => entry.segmentId)).toEqual(first.map((entry) => entry.segmentId));
    const { items } = await services.segments.list(workspaceId, { limit: 100 });
    expect(items).toHaveLength(SEGMENT_LIBRARY.length);
    expect(items.filter((segment) => segment.isBroken)).toEqual([]);
    expect(items.find((segment) => segment.libraryKey === 'persona-eco-conscious')?.persona).toMatchObject({
      channel: 'email',
    });
  });

  it('creates fields only when asked, and says which ones are missing', async () => {
    const results = await services.library.install(actor(), { keys: ['life-stage', 'age-band', 'age-band'] });
    expect(results).toMatchObject([
      {
        key: 'life-stage',
        outcome: 'needs-fields',
        segmentId: null,
        missing: [{ name: 'attributes.lifeStage' }],
      },
      { key: 'age-band', outcome: 'installed', missing: [] },
    ]);
  });

  it('takes parameters, and another name where the own one is taken', async () => {
    await aSegment(db, workspaceId, { name: 'AGE BAND' });
    await aContact(db, workspaceId, { birthDate: '1960-01-01' });
    const parameters = { 'age-band': { from: 60, to: 100 } };
    const [installed] = await services.library.install(actor(), { keys: ['age-band'], parameters });
    const segment = await services.segments.get(workspaceId, installed?.segmentId ?? '');
    expect(segment).toMatchObject({ name: 'Age band 2', libraryKey: 'age-band' });
    expect((await services.preview.count(workspaceId, segment.id)).count).toBe(1);
  });

  it('refuses what does not fit, entry by entry', async () => {
    await db.execute(
      `INSERT INTO contact_fields (workspace_id, key, label, type, choices) VALUES
         ($1, 'lifeStage', 'Stage', 'choice', '{young,old}'), ($1, 'gender', 'Gender', 'text', '{}')`,
      [workspaceId],
    );
    const results = await services.library.install(actor(), {
      keys: ['life-stage', 'gender', 'country'],
      createFields: true,
      parameters: { country: { countries: 'PT' } },
    });
    expect(results).toMatchObject([
      { outcome: 'refused', problem: expect.stringContaining('young, old') },
      { outcome: 'needs-fields', missing: [{ message: expect.stringContaining('has the type text') }] },
      { outcome: 'refused', problem: expect.stringContaining('list of 1–500 texts') },
    ]);
  });

  it('leaves no field behind without its segment', async () => {
    const parameters = { 'life-stage': { stages: ['asleep'] } };
    const request = { keys: ['life-stage', 'country'], createFields: true, parameters };
    const results = await services.library.install(actor(), request);
    expect(results).toMatchObject([{ outcome: 'refused', createdFields: [] }, { outcome: 'installed' }]);
    expect(await new ContactFieldsRepository(db).list(workspaceId)).toEqual([]);
  });

  it('refuses unknown entries and parameters before anything is done', async () => {
    await expect(services.library.install(actor(), { keys: ['age-band', 'nope'] })).rejects.toMatchObject({
      errors: [{ pointer: '/keys/1', code: 'segment-library.unknown-entry' }],
    });
    await expect(
      services.library.install(actor(), { keys: ['age-band'], parameters: { 'age-band': { low: 1 } } }),
    ).rejects.toMatchObject({ errors: [{ pointer: '/parameters/age-band/low' }] });
    expect((await services.segments.list(workspaceId, { limit: 10 })).items).toEqual([]);
  });

  it('is free again once the segment is deleted, and a copy is not from the library', async () => {
    const [first] = await services.library.install(actor(), { keys: ['country'] });
    const copy = await services.segments.duplicate(actor(), first?.segmentId ?? '');
    expect(copy).toMatchObject({ name: 'Copy of Country', libraryKey: null });
    await services.segments.remove(actor(), first?.segmentId ?? '');
    expect(await itemOf('country')).toMatchObject({ segmentId: null });
    const [second] = await services.library.install(actor(), { keys: ['country'] });
    expect(second?.outcome).toBe('installed');
  });
});

describe('whether the data is there', () => {
  it('is told from the catalogues: fields, events and their properties', async () => {
    expect(await itemOf('browsed')).toMatchObject({
      isReady: false,
      needs: [
        { name: 'product.viewed', isMet: false },
        { name: 'order.placed', isMet: false },
      ],
    });
    expect((await itemOf('top-margin'))?.needs[0]?.message).toContain(
      'where no cost is known, there is no margin',
    );
    const { id } = await aContact(db, workspaceId);
    await anEvent(db, workspaceId, { contactId: id, name: 'product.viewed', properties: {} });
    await anEvent(db, workspaceId, { contactId: id });
    const withoutProperty = await itemOf('browsed');
    expect(withoutProperty?.needs[0]).toMatchObject({
      isMet: false,
      message: 'The events product.viewed come in without product. Send it along.',
    });
    const properties = { product: 'A' };
    await anEvent(db, workspaceId, { contactId: id, name: 'product.viewed', properties });
    expect(await itemOf('browsed')).toMatchObject({ isReady: true });
    expect(await itemOf('country')).toMatchObject({ isReady: true });
  });
});
