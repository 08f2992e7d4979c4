import type { Actor } from '@features/accounts';
import { aTrackedSegment } from '../../testing/factories/tracked-segment';
import { startImports, type ImportsFixture } from '../../testing/imports-fixture';

let fixture: ImportsFixture;

beforeAll(async () => {
  fixture = await startImports();
});

afterAll(async () => {
  await fixture?.close();
});

const marks = (workspaceId: string): Promise<number> =>
  fixture.count('changed_contacts WHERE workspace_id = $1', [workspaceId]);

const unmark = (workspaceId: string): Promise<number> =>
  fixture.database.execute('DELETE FROM changed_contacts WHERE workspace_id = $1', [workspaceId]);

async function importing({ actor, cities }: { actor: Actor; cities: string[] }): Promise<void> {
  const lines = cities.map((city, index) => `p${index}@example.com,${city}`);
  const path = await fixture.aFile('people.csv', ['Email,City', ...lines].join('\n'));
  await fixture.imports.importFile(actor, { path, options: {} });
}

describe('contacts of an import', () => {
  it('are marked once each where a segment is tracked: the new ones and those that change', async () => {
    const { actor } = await fixture.aWorkspace();
    await aTrackedSegment(fixture.database, actor.workspaceId);
    await importing({ actor, cities: ['Porto', 'Porto'] });
    expect(await marks(actor.workspaceId)).toBe(2);
    await unmark(actor.workspaceId);
    await importing({ actor, cities: ['Porto', 'Lisboa', 'Faro'] });
    expect(await marks(actor.workspaceId)).toBe(2);
  });

  it('are not marked where only another workspace tracks', async () => {
    const { actor } = await fixture.aWorkspace();
    await aTrackedSegment(fixture.database, (await fixture.aWorkspace()).actor.workspaceId);
    await importing({ actor, cities: ['Porto'] });
    expect(await marks(actor.workspaceId)).toBe(0);
  });
});

it('contacts made one by one are marked where a segment is tracked, and only there', async () => {
  const { actor } = await fixture.aWorkspace();
  await fixture.contacts.create(actor, { email: 'ana@example.com' });
  expect(await marks(actor.workspaceId)).toBe(0);
  await aTrackedSegment(fixture.database, actor.workspaceId);
  await fixture.contacts.create(actor, { email: 'bea@example.com' });
  expect(await marks(actor.workspaceId)).toBe(1);
});
