import { startImports, type ImportsFixture } from '../../testing/imports-fixture';
import { ImportMergeRepository } from './import-merge.repository';

let fixture: ImportsFixture;

beforeAll(async () => {
  fixture = await startImports();
});

afterAll(async () => {
  await fixture?.close();
});

afterEach(() => jest.restoreAllMocks());

/** Lets the first try to merge the chunk behind position 20,000 be refused, and imports 42,000 people. */
async function importRefused(refusal: Error): Promise<{ workspaceId: string; tries: number[] }> {
  const { actor } = await fixture.aWorkspace();
  const lines = Array.from({ length: 42_000 }, (_, i) => `p${i}@example.com`);
  const path = await fixture.aFile('many.csv', ['Email', ...lines].join('\n'));
  const merging = fixture.app.get(ImportMergeRepository);
  const merge = merging.merge.bind(merging);
  const tries: number[] = [];
  jest.spyOn(merging, 'merge').mockImplementation(async (settings, range) => {
    const isFirst = !tries.includes(range.from);
    tries.push(range.from);
    const counts = await merge(settings, range);
    if (isFirst && range.from === 20_000) throw refusal;
    return counts;
  });
  const done = fixture.imports.importFile(actor, { path, options: {} });
  await done.catch((error: unknown) => expect(error).toBe(refusal));
  return { workspaceId: actor.workspaceId, tries };
}

const state = async (workspaceId: string) =>
  (await fixture.imports.list(workspaceId, { limit: 1 })).items.map(({ status, processedRows, counts }) => [
    status,
    processedRows,
    counts.new,
  ]);

describe('chunks that are written two at a time', () => {
  it('go on one by one after a quarrel with another writer, and everybody is written once', async () => {
    const { workspaceId, tries } = await importRefused(
      Object.assign(new Error('deadlock'), { code: '40P01' }),
    );
    expect(await state(workspaceId)).toEqual([['done', 42_000, 42_000]]);
    expect(tries.slice(-3)).toEqual([20_000, 30_000, 40_000]);
    expect(await fixture.count('contacts WHERE workspace_id = $1', [workspaceId])).toBe(42_000);
  });

  it('leave nothing behind the first that fails', async () => {
    const { workspaceId, tries } = await importRefused(new Error('power cut'));
    expect(await state(workspaceId)).toEqual([['running', 20_000, 20_000]]);
    expect(tries).not.toContain(40_000);
    expect(await fixture.count('contacts WHERE workspace_id = $1', [workspaceId])).toBe(20_000);
  });
});
