import { randomUUID } from 'node:crypto';
import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { RenderPool } from '@platform/mail';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aTemplate, mjmlText, templateServicesFor } from '../../testing/factories/template';

let server: TestDatabase;
let database: Database;
let pool: RenderPool;
let services: ReturnType<typeof templateServicesFor>;

beforeAll(async () => {
  server = await createTestDatabase();
  database = await openDatabase({
    url: server.url,
    poolSize: 8,
    applicationName: 'test',
    onAfterCommitError: (error) => {
      throw error;
    },
  });
  pool = new RenderPool();
  services = templateServicesFor(database, pool);
});

afterAll(async () => {
  await pool.close();
  await database.dataSource.destroy();
  await server.drop();
});

async function aWorkspaceId(): Promise<string> {
  const row = await database.queryOne<{ id: string }>(
    `INSERT INTO workspaces (slug, name) VALUES ($1, 'Shop') RETURNING id`,
    [`w-${randomUUID()}`],
  );
  return row?.id ?? '';
}

const raw = (content: string) => ({ subject: 'Hi', preheader: '', mjml: mjmlText(content) });
const versions = (workspaceId: string) =>
  database.query('SELECT template_id, number FROM template_versions WHERE workspace_id = $1', [workspaceId]);

describe('FrozenContents', () => {
  it('stores a source of its own once, also for many at once and for another process', async () => {
    const workspaceId = await aWorkspaceId();
    const elsewhere = templateServicesFor(database, pool).contents;
    const frozen = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 ? services.contents : elsewhere).freeze(workspaceId, raw('Same')),
      ),
    );
    expect(new Set(frozen.map(({ versionId }) => versionId)).size).toBe(1);
    await services.contents.freeze(workspaceId, raw('Other'));
    expect(await versions(workspaceId)).toEqual([
      { template_id: null, number: 0 },
      { template_id: null, number: 0 },
    ]);
    const other = await aWorkspaceId();
    expect((await services.contents.freeze(other, raw('Same'))).versionId).not.toBe(frozen[0]?.versionId);
    expect(await services.contents.source(workspaceId, frozen[0]?.versionId ?? '')).toEqual(raw('Same'));
    expect(await services.contents.source(other, frozen[0]?.versionId ?? '')).toBeNull();
  });

  it('follows what the template, its subject and the brand are at the moment', async () => {
    const workspaceId = await aWorkspaceId();
    const actor = systemActor(workspaceId);
    const { id } = await aTemplate(services.templates, workspaceId, {
      mjml: mjmlText('<a style="color: {{brand.primaryColor}}" href="https://example.com/">x</a>'),
    });
    const freeze = (subject?: string) =>
      services.contents.freeze(workspaceId, { templateId: id, ...(subject ? { subject } : {}) });
    const first = await freeze();
    expect((await freeze()).versionId).toBe(first.versionId);
    await services.brands.replace(actor, { primaryColor: '#abcdef' });
    const second = await freeze();
    expect(second.compiled.html).toContain('#abcdef');
    await services.templates.update(actor, id, { mjml: mjmlText('New words') });
    const third = await freeze();
    expect(third.compiled.html).toContain('New words');
    const fourth = await freeze('Your order {{data.number}}');
    expect(fourth.compiled.subject).toBe('Your order {{data.number}}');
    expect(new Set([first, second, third, fourth].map(({ versionId }) => versionId)).size).toBe(4);
    await expect(services.contents.freeze(await aWorkspaceId(), { templateId: id })).rejects.toMatchObject({
      code: 'template.not-found',
    });
  });

  it('takes data of the message in any depth and demands no unsubscribe link; campaigns know neither', async () => {
    const workspaceId = await aWorkspaceId();
    const mjml = mjmlText('{{data.order.number}} {{#each data.items}}{{name}} {{data.shop}}{{/each}}');
    const { compiled } = await services.contents.freeze(workspaceId, {
      subject: '{{data.greeting}}',
      preheader: '',
      mjml,
    });
    expect(compiled.hasUnsubscribe).toBe(false);
    expect(compiled.fields.map(({ path }) => path)).toContain('data.items[].name');
    const template = await aTemplate(services.templates, workspaceId, { mjml });
    await expect(services.templates.freeze(workspaceId, template.id)).rejects.toMatchObject({
      code: 'template.invalid',
      errors: expect.arrayContaining([
        expect.objectContaining({
          pointer: '/mjml',
          message: expect.stringContaining('"data.order.number" comes with single messages only'),
        }),
      ]),
    });
  });

  it('says where a bad source is bad, keeps nothing of it, and takes it once it is mended', async () => {
    const workspaceId = await aWorkspaceId();
    await expect(services.contents.freeze(workspaceId, raw('\n{{order.number}}'))).rejects.toMatchObject({
      errors: [{ pointer: '/mjml', message: expect.stringMatching(/^Line 2: There is no merge field/) }],
    });
    expect(await versions(workspaceId)).toEqual([]);
  });

  it('is asked again for what it was told is gone', async () => {
    const workspaceId = await aWorkspaceId();
    const { versionId } = await services.contents.freeze(workspaceId, raw('Gone'));
    await database.execute('DELETE FROM template_versions WHERE id = $1', [versionId]);
    expect((await services.contents.freeze(workspaceId, raw('Gone'))).versionId).toBe(versionId);
    await services.contents.forget(versionId);
    expect((await services.contents.freeze(workspaceId, raw('Gone'))).versionId).not.toBe(versionId);
  });

  it('shows in a preview what stands in for the data', async () => {
    const workspaceId = await aWorkspaceId();
    const source = { subject: 'Order {{data.number}}', preheader: '', mjml: mjmlText('{{data.missing}}') };
    const preview = await services.previews.preview(workspaceId, { source, sample: { data: { number: 7 } } });
    expect(preview.subject).toBe('Order 7');
    expect(preview.fields).toContainEqual({ path: 'data.missing', hasFallback: false, isMissing: true });
  });
});
