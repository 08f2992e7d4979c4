import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@features/accounts';
import { AssetLinks, AssetsModule, AssetsService, type Asset } from '@features/assets';
import { SendersService } from '@features/senders';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { FileStorage } from '@platform/storage';
import { createTestDatabase, testSettings, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { aWorkspace } from '../../testing/factories/workspace';
import { AssetFiles } from './asset-files.service';

let testDatabase: TestDatabase;
let app: TestingModule;
let database: Database;
let assets: AssetsService;
let links: AssetLinks;
let actor: Actor;
let folder: string;

const pdf = (text = 'one') => ({
  fileName: 'Guide.pdf',
  content: Readable.from([Buffer.from(`%PDF-1.7 ${text}`)]),
});
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing thrown',
    (error: Error & { code?: string }) => error.code ?? error.message,
  );
const anAsset = (name = 'Guide'): Promise<Asset> => assets.create(actor, { name }, pdf());

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'tidings-assets-'));
  const settings = testSettings({
    DATABASE_URL: testDatabase.url,
    TIDINGS_DATA_DIR: folder,
    ASSET_MAX_MEGABYTES: '1',
    APP_URL: 'https://mail.tidings.example',
  });
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  app = await Test.createTestingModule({
    imports: [FoundationModule.forProcess({ process: 'test', settings, logger }), AssetsModule],
  }).compile();
  await app.init();
  database = app.get(Database);
  assets = app.get(AssetsService);
  links = app.get(AssetLinks);
});

beforeEach(async () => {
  actor = systemActor((await aWorkspace(database)).id, 'tester');
});

afterAll(async () => {
  await app.close();
  await testDatabase.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function fileKeys(): Promise<string[]> {
  const rows = await database.query<{ fileKey: string }>(
    'SELECT file_key AS "fileKey" FROM asset_versions WHERE workspace_id = $1 ORDER BY number',
    [actor.workspaceId],
  );
  return rows.map(({ fileKey }) => fileKey);
}

const storedFiles = async (keys: string[]) =>
  Promise.all(keys.map((key) => app.get(FileStorage, { strict: false }).exists(key)));

describe('assets', () => {
  it('keep every version, and lead with the newest', async () => {
    const asset = await anAsset('O Guia do Café');
    expect(asset).toMatchObject({
      key: 'o-guia-do-cafe',
      status: 'active',
      linkDays: 30,
      maxDownloads: null,
      version: { number: 1, fileName: 'Guide.pdf', mediaType: 'application/pdf', bytes: 12 },
      counts: { links: 0, people: 0, downloads: 0 },
    });
    const replaced = await assets.replace(actor, asset.id, pdf('two'));
    expect(replaced.version.number).toBe(2);
    const versions = await assets.listVersions(actor.workspaceId, asset.id);
    expect(versions.map(({ number }) => number)).toEqual([2, 1]);
    expect(await storedFiles(await fileKeys())).toEqual([true, true]);
  });

  it('number versions that come at the same time one after the other', async () => {
    const { id } = await anAsset();
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => assets.replace(actor, id, pdf(text))));
    const versions = await assets.listVersions(actor.workspaceId, id);
    expect(versions.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
  });

  it('refuse a key that is taken, and keep nothing of what they refuse', async () => {
    await anAsset();
    expect(await code(anAsset())).toBe('asset.key-taken');
    const program = { fileName: 'guide.pdf', content: Readable.from([Buffer.from('MZ')]) };
    expect(await code(assets.create(actor, { name: 'Bad' }, program))).toBe('asset.file-refused');
    const large = { fileName: 'large.txt', content: Readable.from([Buffer.alloc(1_100_000, 'a')]) };
    expect(await code(assets.create(actor, { name: 'Large' }, large))).toBe('asset.file-too-large');
    const strays = await database.query<{ file_key: string }>('SELECT file_key FROM stray_files');
    expect(strays.filter(({ file_key }) => file_key.includes(actor.workspaceId))).toEqual([]);
  });

  it('delete their files with them, and with their workspace', async () => {
    const gone = await anAsset('Gone');
    await assets.replace(actor, gone.id, pdf('two'));
    const first = await fileKeys();
    await assets.delete(actor, gone.id);
    expect(await storedFiles(first)).toEqual([false, false]);
    await anAsset('Stays');
    const second = await fileKeys();
    await database.execute('DELETE FROM workspaces WHERE id = $1', [actor.workspaceId]);
    expect(await storedFiles(second)).toEqual([true]);
    await app.get(AssetFiles).deleteStrays();
    expect(await storedFiles(second)).toEqual([false]);
  });

  it('lose an old version, never the newest', async () => {
    const { id } = await anAsset();
    await assets.replace(actor, id, pdf('two'));
    const [first] = await fileKeys();
    expect(await code(assets.deleteVersion(actor, id, 2))).toBe('asset.newest-version');
    await assets.deleteVersion(actor, id, 1);
    expect(await code(assets.deleteVersion(actor, id, 1))).toBe('asset-version.not-found');
    expect(await storedFiles([first!])).toEqual([false]);
  });

  it('are not deleted while a form offers them', async () => {
    const { id } = await anAsset();
    await database.execute(
      `INSERT INTO forms (workspace_id, name, slug, draft) VALUES ($1, 'F', 'form-12345', jsonb_build_object('assetId', $2::text))`,
      [actor.workspaceId, id],
    );
    expect(await code(assets.delete(actor, id))).toBe('asset.in-use');
    await database.execute(`UPDATE forms SET status = 'archived' WHERE workspace_id = $1`, [
      actor.workspaceId,
    ]);
    await assets.delete(actor, id);
  });

  it('belong to one workspace', async () => {
    const { id } = await anAsset();
    const other = systemActor((await aWorkspace(database)).id, 'other');
    const contact = await aContact(database, other.workspaceId);
    const attempts = [
      assets.get(other.workspaceId, id),
      assets.replace(other, id, pdf()),
      assets.update(other, id, { name: 'Mine' }),
      assets.setStatus(other, id, 'archived'),
      assets.delete(other, id),
      links.issue(other.workspaceId, { assetId: id, contactId: contact.id }),
    ];
    expect(await Promise.all(attempts.map(code))).toEqual(Array(6).fill('asset.not-found'));
  });
});

describe('links', () => {
  it('are signed, expire as the asset says, and are the same for the same submission', async () => {
    const { id: assetId } = await anAsset();
    await assets.update(actor, assetId, { linkDays: 7 });
    const { id: contactId } = await aContact(database, actor.workspaceId);
    const link = await links.issue(actor.workspaceId, { assetId, contactId });
    expect(link.url).toMatch(/^https:\/\/mail\.tidings\.example\/a\/[\w-]{44}$/);
    const days = (link.expiresAt.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    expect((await links.issue(actor.workspaceId, { assetId, contactId })).url).not.toBe(link.url);
    const source = { submissionId: '0199c0de-0000-7000-8000-000000000001' };
    const expiresAt = new Date('2100-01-01T00:00:00Z');
    const once = await links.issue(actor.workspaceId, { assetId, contactId, source, expiresAt });
    expect(await links.issue(actor.workspaceId, { assetId, contactId, source })).toEqual(once);
    expect(once.expiresAt).toEqual(expiresAt);
  });

  it('are not made for archived assets, or for nobody', async () => {
    const { id: assetId } = await anAsset();
    const { id: contactId } = await aContact(database, actor.workspaceId);
    expect(await code(links.issue(actor.workspaceId, { assetId, contactId: assetId }))).toBe(
      'contact.not-found',
    );
    await assets.setStatus(actor, assetId, 'archived');
    expect(await code(links.issue(actor.workspaceId, { assetId, contactId }))).toBe('asset.archived');
    await assets.setStatus(actor, assetId, 'active');
    await links.issue(actor.workspaceId, { assetId, contactId });
  });

  it('are mailed once for a submission', async () => {
    const { id: assetId } = await anAsset();
    const contact = await aContact(database, actor.workspaceId, { email: 'ana@example.com' });
    const from = { fromName: 'Maré Alta', fromEmail: 'hello@mare-alta.example' };
    await app.get(SendersService, { strict: false }).create(actor, from);
    const request = {
      assetId,
      contactId: contact.id,
      source: { submissionId: '0199c0de-0000-7000-8000-000000000002' },
      language: 'pt-BR',
    };
    const first = await links.mail(actor.workspaceId, request);
    expect(await links.mail(actor.workspaceId, request)).toEqual(first);
    const messages = await database.query<{ subject: string; data: Record<string, string> }>(
      'SELECT subject, data FROM messages WHERE workspace_id = $1',
      [actor.workspaceId],
    );
    expect(messages).toHaveLength(1);
    expect(messages[0]?.data).toMatchObject({
      actionUrl: first.url,
      assetName: 'Guide',
      button: 'Transferir',
    });
  });
});
