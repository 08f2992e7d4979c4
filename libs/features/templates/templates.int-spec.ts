import { randomUUID } from 'node:crypto';
import { systemActor } from '@features/accounts';
import { openDatabase, type Database } from '@platform/database';
import { RenderPool } from '@platform/mail';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aContact } from '../../testing/factories/contact';
import { aTemplate, mjmlText, templateServicesFor } from '../../testing/factories/template';
import { TemplateVersionsRepository } from './template-versions.repository';

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

async function aWorkspaceId(name = 'Salt & Stone'): Promise<string> {
  const row = await database.queryOne<{ id: string }>(
    `INSERT INTO workspaces (slug, name, postal_address, website_url)
     VALUES ($1, $2, 'Harbour 1, Porto', 'https://salt.example') RETURNING id`,
    [`w-${randomUUID()}`, name],
  );
  return row?.id ?? '';
}

describe('TemplateGallery', () => {
  it('ships templates that all compile and render with their sample, with a way to unsubscribe', async () => {
    const workspaceId = await aWorkspaceId();
    await database.execute(
      `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'plan', 'Plan', 'text')`,
      [workspaceId],
    );
    const gallery = services.gallery.list();
    expect(gallery.length).toBeGreaterThanOrEqual(6);
    for (const { key, ...content } of gallery) {
      const template = await services.templates.create(systemActor(workspaceId), {
        name: content.name,
        subject: content.subject,
        preheader: content.preheader,
        mjml: content.mjml,
        galleryKey: key,
      });
      const preview = await services.previews.preview(workspaceId, { templateId: template.id });
      expect(preview.html).toContain('Harbour 1, Porto');
      expect(preview.subject).not.toMatch(/\{\{|^$/);
      const version = await services.templates.freeze(workspaceId, template.id);
      expect([key, version.compiled.hasUnsubscribe]).toEqual([key, true]);
    }
  });

  it('names the known keys when one is unknown', () => {
    expect(() => services.gallery.get('nope')).toThrow(/"nope".*newsletter/);
  });
});

describe('TemplatesService', () => {
  it('lets one workspace wait for 24 compilations, and others for theirs', async () => {
    const [busy, quiet] = [await aWorkspaceId(), await aWorkspaceId()];
    const check = (workspaceId: string) =>
      services.previews.preview(workspaceId, {
        source: { subject: 'x', preheader: '', mjml: mjmlText('x') },
      });
    const all = Promise.allSettled(Array.from({ length: 30 }, () => check(busy)));
    await expect(check(quiet)).resolves.toMatchObject({ subject: 'x' });
    const refused = (await all).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(6);
    expect(refused[0]).toMatchObject({ reason: { code: 'template.too-many-at-once', kind: 'rate-limited' } });
    await expect(check(busy)).resolves.toMatchObject({ subject: 'x' });
  });

  it('refuses what cannot be sent, with place and reason, and stores nothing', async () => {
    const workspaceId = await aWorkspaceId();
    const actor = systemActor(workspaceId);
    const content = { name: 'x', subject: 'Hi {{contact.firstNam}}', preheader: '', mjml: '' };
    const create = (mjml: string, subject = 'Hi') =>
      services.templates.create(actor, { ...content, subject, mjml });
    await expect(create(mjmlText('\n{{contact.nope}}'), content.subject)).rejects.toMatchObject({
      code: 'template.invalid',
      kind: 'invalid',
      errors: [
        {
          pointer: '/mjml',
          code: 'template.unknown-field',
          message: expect.stringMatching(/^Line 2: There is no merge field "contact.nope"/),
        },
        {
          pointer: '/subject',
          code: 'template.unknown-field',
          message: expect.stringContaining('Did you mean contact.firstName?'),
        },
      ],
    });
    await expect(create(mjmlText('{{shout contact.firstName}}'))).rejects.toMatchObject({
      errors: [
        {
          pointer: '/mjml',
          code: 'template.invalid-source',
          message: expect.stringMatching(/^Line 1: .*shout/),
        },
      ],
    });
    await expect(create('<mjml><mj-body>\n<mj-sect></mj-body></mjml>')).rejects.toMatchObject({
      errors: [{ pointer: '/mjml', message: expect.stringMatching(/^Line 2: /) }],
    });
    const page = await services.templates.list(workspaceId, {}, { limit: 10 });
    expect(page.items).toEqual([]);
  });

  it('edits, duplicates, archives, lists and deletes', async () => {
    const workspaceId = await aWorkspaceId();
    const actor = systemActor(workspaceId);
    const first = await aTemplate(services.templates, workspaceId, { name: 'Élan' });
    const renamed = await services.templates.update(actor, first.id, { name: 'Élan spring' });
    expect(renamed).toMatchObject({ id: first.id, name: 'Élan spring', mjml: first.mjml });
    expect(renamed.updatedAt.getTime()).toBeGreaterThan(first.updatedAt.getTime());
    const copy = await services.templates.duplicate(actor, first.id);
    expect(copy.name).toBe('Copy of Élan spring');
    await services.templates.setArchived(actor, copy.id, true);
    const names = async (archived: boolean, search?: string) => {
      const page = await services.templates.list(workspaceId, { archived, search }, { limit: 10 });
      return page.items.map(({ name }) => name);
    };
    expect(await names(false, 'ELAN')).toEqual(['Élan spring']);
    expect(await names(true)).toEqual(['Copy of Élan spring']);
    await services.templates.delete(actor, copy.id);
    await expect(services.templates.get(workspaceId, copy.id)).rejects.toMatchObject({ kind: 'not-found' });
    const audit = await database.query(
      `SELECT action FROM audit_entries WHERE workspace_id = $1 ORDER BY id`,
      [workspaceId],
    );
    expect(audit.map((row) => (row as { action: string }).action)).toEqual([
      'template.created',
      'template.updated',
      'template.created',
      'template.archived',
      'template.deleted',
    ]);
  });

  it('pages by cursor and keeps workspaces apart', async () => {
    const [workspaceId, other] = [await aWorkspaceId(), await aWorkspaceId()];
    const ids = [];
    for (let i = 0; i < 3; i += 1) ids.unshift((await aTemplate(services.templates, workspaceId)).id);
    const first = await services.templates.list(workspaceId, {}, { limit: 2 });
    const second = await services.templates.list(
      workspaceId,
      {},
      { limit: 2, cursor: first.nextCursor ?? undefined },
    );
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    const id = ids[0] ?? '';
    const stranger = systemActor(other);
    await expect(services.templates.get(other, id)).rejects.toMatchObject({ code: 'template.not-found' });
    await expect(services.templates.update(stranger, id, { name: 'x' })).rejects.toMatchObject({
      code: 'template.not-found',
    });
    await expect(services.templates.setArchived(stranger, id, true)).rejects.toMatchObject({
      code: 'template.not-found',
    });
    await expect(services.templates.delete(stranger, id)).rejects.toMatchObject({
      code: 'template.not-found',
    });
    await expect(services.templates.freeze(other, id)).rejects.toMatchObject({ code: 'template.not-found' });
  });

  it('keeps a template that a campaign names', async () => {
    const workspaceId = await aWorkspaceId();
    const { id } = await aTemplate(services.templates, workspaceId);
    await database.execute(`INSERT INTO campaigns (workspace_id, name, template_id) VALUES ($1, 'c', $2)`, [
      workspaceId,
      id,
    ]);
    await expect(services.templates.delete(systemActor(workspaceId), id)).rejects.toMatchObject({
      code: 'template.in-use',
      kind: 'conflict',
    });
  });
});

describe('freeze', () => {
  it('gives one version for the same content, also to many at once, and a new one for new content', async () => {
    const workspaceId = await aWorkspaceId();
    const { id } = await aTemplate(services.templates, workspaceId);
    const frozen = await Promise.all(
      Array.from({ length: 6 }, () => services.templates.freeze(workspaceId, id)),
    );
    expect(new Set(frozen.map((version) => version.id)).size).toBe(1);
    expect(frozen[0]).toMatchObject({ number: 1, compiled: { v: 1, hasUnsubscribe: true } });
    const changed = await Promise.all(
      ['A', 'B', 'C'].map((subject) => services.templates.freeze(workspaceId, id, { subject })),
    );
    expect(changed.map(({ number }) => number).sort()).toEqual([2, 3, 4]);
    const before = frozen[0];
    await services.brands.replace(systemActor(workspaceId), { primaryColor: '#abcdef' });
    await services.templates.update(systemActor(workspaceId), id, {
      mjml: mjmlText('<a style="color: {{brand.primaryColor}}" href="https://example.com/">new</a>'),
    });
    const last = await services.templates.freeze(workspaceId, id);
    expect(last.number).toBe(5);
    expect(last.compiled.html).toContain('#abcdef');
    const kept = await services.templates.getVersion(workspaceId, before?.id ?? '');
    expect(kept.compiled).toEqual(before?.compiled);
    await expect(services.templates.getVersion(await aWorkspaceId(), last.id)).rejects.toMatchObject({
      code: 'template-version.not-found',
    });
    const versions = await services.templates.listVersions(workspaceId, id, { limit: 2 });
    expect(versions.items.map(({ number }) => number)).toEqual([5, 4]);
    const sql = `UPDATE template_versions SET subject = 'x' WHERE id = $1`;
    await expect(database.execute(sql, [last.id])).rejects.toThrow(/append-only/);
  });
});

describe('TemplateVersionsRepository', () => {
  it('numbers versions without gap or repeat when many store at the same moment', async () => {
    const workspaceId = await aWorkspaceId();
    const { id } = await aTemplate(services.templates, workspaceId);
    const { compiled } = await services.templates.freeze(workspaceId, id);
    const versions = new TemplateVersionsRepository(database);
    const store = (content: number) =>
      database.transaction(() =>
        versions.findOrInsert(workspaceId, {
          templateId: id,
          subject: `s${content}`,
          preheader: '',
          mjml: '',
          contentHash: Buffer.from([content]),
          compiled,
        }),
      );
    const stored = await Promise.all([1, 2, 3, 1, 2, 3, 1, 2].map(store));
    expect(new Set(stored.map((version) => version?.id)).size).toBe(3);
    expect([...new Set(stored.map((version) => version?.number))].sort()).toEqual([2, 3, 4]);
  });
});

describe('PreviewsService', () => {
  const mjml = mjmlText(
    '{{default contact.firstName "you"}} of {{contact.company.name}} <a href="https://example.com/?who={{contact.firstName}}">go</a> <a href="{{links.unsubscribe}}">leave</a>',
  );
  const source = { subject: 'For {{contact.firstName}}', preheader: '', mjml };

  it('renders as a contact, escaped, with real targets and dead system links', async () => {
    const workspaceId = await aWorkspaceId();
    const contact = await aContact(database, workspaceId, { firstName: '<b>Zoë & Co' });
    const preview = await services.previews.preview(workspaceId, { source, contactId: contact.id });
    expect(preview.subject).toBe('For <b>Zoë & Co');
    expect(preview.html).toContain('&#60;b&#62;Zo&#235; &#38; Co');
    expect(preview.html.replace(/&#61;/g, '=')).toContain('example.com/?who=%3Cb%3EZo%C3%AB%20%26%20Co');
    expect(preview.html).not.toMatch(/\/[ulpvo]\//);
    expect(preview.fields).toContainEqual({
      path: 'contact.company.name',
      hasFallback: false,
      isMissing: true,
    });
    expect(preview.sizeBytes).toBe(Buffer.byteLength(preview.html));
    await expect(
      services.previews.preview(await aWorkspaceId(), { source, contactId: contact.id }),
    ).rejects.toMatchObject({ code: 'contact.not-found' });
  });

  it('renders with sample values where no contact is chosen', async () => {
    const workspaceId = await aWorkspaceId();
    const sample = { contact: { firstName: 'Ada' } };
    const preview = await services.previews.preview(workspaceId, { source, sample });
    expect(preview.subject).toBe('For Ada');
    expect(preview.text).toContain('Ada of Example Ltd');
  });

  it('opens a page only for the one who made it, and not for ever', async () => {
    const workspaceId = await aWorkspaceId();
    const owner = { ...systemActor(workspaceId), kind: 'user' as const, id: randomUUID() };
    const token = await services.pages.store(owner, '<p>hi</p>');
    expect(await services.pages.open(owner, token)).toBe('<p>hi</p>');
    const gone = { code: 'template-preview.not-found' };
    await expect(services.pages.open({ ...owner, id: randomUUID() }, token)).rejects.toMatchObject(gone);
    const elsewhere = await aWorkspaceId();
    await expect(services.pages.open({ ...owner, workspaceId: elsewhere }, token)).rejects.toMatchObject(
      gone,
    );
    await database.execute(`UPDATE template_previews SET expires_at = now() - interval '1 second'`);
    await expect(services.pages.open(owner, token)).rejects.toMatchObject(gone);
  });
});

describe('BrandsService', () => {
  it('falls back to the workspace and the shipped values, and refuses bad ones whole', async () => {
    const workspaceId = await aWorkspaceId('Maré {{x}} Alta');
    const actor = systemActor(workspaceId);
    expect(await services.brands.get(workspaceId)).toMatchObject({
      companyName: 'Maré x}} Alta',
      websiteUrl: 'https://salt.example',
      primaryColor: services.gallery.defaultBrand.primaryColor,
    });
    await services.brands.replace(actor, { accentColor: '#123456' });
    await expect(
      services.brands.replace(actor, { accentColor: '#654321', logoUrl: 'x' }),
    ).rejects.toMatchObject({ code: 'brand.invalid', errors: [{ pointer: '/logoUrl' }] });
    expect((await services.brands.get(workspaceId)).accentColor).toBe('#123456');
  });
});
