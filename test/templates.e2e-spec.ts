import { aContact } from '../libs/testing/factories/contact';
import { mjmlText } from '../libs/testing/factories/template';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

describe('templates', () => {
  let api: TestApi;
  let home: TestWorkspace;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace({ name: 'Salt & Stone' });
  });

  afterAll(() => api.close());

  const content = {
    name: 'Letter',
    subject: 'Hello {{default contact.firstName "you"}}',
    mjml: mjmlText('Dear {{contact.firstName}}, <a href="https://example.com/x">look</a>'),
  };

  it('starts from the gallery, edits, previews as a contact, copies, archives and deletes', async () => {
    const gallery = await home.http.get('/api/v1/templates/gallery').expect(200);
    const keys = gallery.body.items.map(({ key }: { key: string }) => key);
    expect(keys.length).toBeGreaterThanOrEqual(6);
    expect(keys).toEqual(expect.arrayContaining(['newsletter', 'welcome', 'lead-magnet', 'win-back']));

    const made = await home.http
      .post('/api/v1/templates/from-gallery')
      .send({ key: 'newsletter' })
      .expect(201);
    expect(made.body).toMatchObject({ galleryKey: 'newsletter', archivedAt: null });
    const path = `/api/v1/templates/${made.body.id}`;
    const edited = await home.http.patch(path).send({ name: 'June', subject: content.subject }).expect(200);
    expect(edited.body).toMatchObject({ name: 'June', subject: content.subject, mjml: made.body.mjml });

    const contact = await aContact(api.db, home.workspace.id, { firstName: 'Zoë' });
    const preview = await home.http.post(`${path}/preview`).send({ contactId: contact.id }).expect(200);
    expect(preview.body).toMatchObject({ subject: 'Hello Zoë', sizeBytes: expect.any(Number) });
    expect(preview.body.html).toContain('Zo&#235;');
    expect(preview.body.text).toContain('Hello Zoë');

    const copy = await home.http.post(`${path}/duplicate`).expect(201);
    expect(copy.body.name).toBe('Copy of June');
    await home.http.post(`/api/v1/templates/${copy.body.id}/archive`).expect(200);
    const list = await home.http.get('/api/v1/templates').expect(200);
    expect(list.body.items.map(({ name }: { name: string }) => name)).toEqual(['June']);
    expect(list.body.items[0]).not.toHaveProperty('mjml');
    const archived = await home.http.get('/api/v1/templates?archived=true').expect(200);
    expect(archived.body.items).toHaveLength(1);
    await home.http.post(`/api/v1/templates/${copy.body.id}/restore`).expect(200);
    await home.http.delete(`/api/v1/templates/${copy.body.id}`).expect(204);
    await home.http.get(`/api/v1/templates/${copy.body.id}`).expect(404);
    const versions = await home.http.get(`${path}/versions`).expect(200);
    expect(versions.body).toEqual({ items: [], nextCursor: null });
  });

  it.each<{ what: string; bad: object; pointer: string; message: RegExp }>([
    {
      what: 'bad MJML',
      bad: { mjml: '<mjml><mj-body>\n<mj-section>\n</mj-body></mjml>' },
      pointer: '/mjml',
      message: /^Line 3: /,
    },
    {
      what: 'an unknown helper',
      bad: { mjml: mjmlText('\n{{shout contact.email}}') },
      pointer: '/mjml',
      message: /^Line 2: .*"shout"/,
    },
    {
      what: 'an unknown field',
      bad: { subject: 'Hi {{contact.fristName}}' },
      pointer: '/subject',
      message: /Did you mean contact.firstName\?/,
    },
    {
      what: 'a script',
      bad: { mjml: mjmlText('<a href="javascript:alert(1)">x</a>') },
      pointer: '/mjml',
      message: /^Line 1: /,
    },
    {
      what: 'an include',
      bad: { mjml: '<mjml><mj-body><mj-include path="/etc/passwd" /></mj-body></mjml>' },
      pointer: '/mjml',
      message: /mj-include/,
    },
  ])('refuses $what with the place, and stores nothing', async ({ bad, pointer, message }) => {
    const before = await home.http.get('/api/v1/templates');
    const answer = await home.http.post('/api/v1/templates').send({ ...content, ...bad });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'template.invalid',
      errors: [{ pointer, message: expect.stringMatching(message) }],
    });
    expect((await home.http.get('/api/v1/templates')).body).toEqual(before.body);
  });

  it('refuses source that is not text, unknown keys and huge bodies', async () => {
    const post = (body: object) => home.http.post('/api/v1/templates').send(body);
    expect((await post({ ...content, mjml: { type: 'Program', body: [] } })).body.errors[0].pointer).toBe(
      '/mjml',
    );
    expect((await post({ ...content, galleryKey: 'x' })).status).toBe(400);
    expect((await post({ ...content, mjml: 'x'.repeat(500_001) })).status).toBe(400);
  });

  it('shows an unsaved source on a page of its own that can do nothing', async () => {
    const hostile = mjmlText('<b onclick="x()">hi</b>');
    expect(
      (
        await home.http
          .post('/api/v1/templates/preview')
          .send({ source: { ...content, name: undefined, mjml: hostile } })
      ).status,
    ).toBe(400);
    const source = { subject: 'Hi', mjml: content.mjml };
    const { http } = await api.signedIn(home.workspace.id, 'viewer');
    const preview = await http
      .post('/api/v1/templates/preview')
      .send({ source, sample: { contact: { firstName: '<script>alert(1)</script>' } } })
      .expect(200);
    expect(preview.body.html).not.toContain('<script');
    const page = await http.get(preview.body.htmlPath).expect(200);
    expect(page.text).toBe(preview.body.html);
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringMatching(
        /^sandbox allow-popups; default-src 'none'.*frame-ancestors 'self'$/,
      ),
      'x-frame-options': 'SAMEORIGIN',
    });
    // The page belongs to who made it: not to a colleague, a key, a stranger or nobody.
    const { http: colleague } = await api.signedIn(home.workspace.id);
    await colleague.get(preview.body.htmlPath).expect(404);
    await home.http.get(preview.body.htmlPath).expect(404);
    await api.http.get(preview.body.htmlPath).expect(401);
  });

  it('keeps the brand, refuses bad colours and addresses, and uses it in messages', async () => {
    const put = (body: object) => home.http.put('/api/v1/brand').send(body);
    expect((await put({ primaryColor: 'red', logoUrl: 'javascript:x' })).body).toMatchObject({
      status: 400,
      code: 'brand.invalid',
      errors: [{ pointer: '/logoUrl' }, { pointer: '/primaryColor' }],
    });
    expect((await put({ nope: 'x' })).status).toBe(400);
    const saved = await put({ primaryColor: '#aa3311' }).expect(200);
    expect(saved.body).toMatchObject({ primaryColor: '#aa3311', companyName: 'Salt & Stone' });
    const source = { subject: 'Hi', mjml: mjmlText('<b style="color: {{brand.primaryColor}}">x</b>') };
    const preview = await home.http.post('/api/v1/templates/preview').send({ source }).expect(200);
    expect(preview.body.html).toContain('#aa3311');
  });

  it('shows a message in a brand and above an address that are not saved', async () => {
    const mine = await api.aWorkspace();
    const source = {
      subject: 'Hi',
      mjml: '<mjml><mj-body>{{> header}}<mj-section><mj-column><mj-text>x</mj-text></mj-column></mj-section>{{> footer}}</mj-body></mjml>',
    };
    const brand = { companyName: 'Tried Out', accentColor: '#aa3311' };
    const show = (body: object) => mine.http.post('/api/v1/templates/preview').send({ source, ...body });
    const named = await show({ brand, postalAddress: 'Unsaved Lane 1' }).expect(200);
    expect(named.body.html).toContain('Tried Out');
    expect(named.body.html).toContain('Unsaved Lane 1');
    expect(named.body.html).not.toContain('<img');
    const logo = await show({ brand: { ...brand, logoUrl: 'https://tried.example/logo.png' } }).expect(200);
    expect(logo.body.html).toMatch(/<img[^>]+alt="Tried Out"[^>]+src="https:\/\/tried\.example\/logo\.png"/);
    const refused = await show({ brand: { accentColor: 'red' } }).expect(400);
    expect(refused.body.code).toBe('brand.invalid');
    const kept = await mine.http.get('/api/v1/brand').expect(200);
    expect(kept.body.companyName).not.toBe('Tried Out');
    expect(kept.body.defaults).toMatchObject({ companyName: kept.body.companyName, logoUrl: '' });
  });

  it('lets viewers read only, and other workspaces see and touch nothing', async () => {
    const { body } = await home.http.post('/api/v1/templates').send(content).expect(201);
    const viewer = (await api.signedIn(home.workspace.id, 'viewer')).http;
    await viewer.get(`/api/v1/templates/${body.id}`).expect(200);
    await viewer.patch(`/api/v1/templates/${body.id}`).send({ name: 'x' }).expect(403);
    await viewer.put('/api/v1/brand').send({}).expect(403);
    const other = await api.aWorkspace();
    const contact = await aContact(api.db, home.workspace.id);
    for (const [method, path] of [
      ['get', ''],
      ['patch', ''],
      ['delete', ''],
      ['post', '/duplicate'],
      ['post', '/archive'],
      ['post', '/restore'],
      ['post', '/preview'],
      ['get', '/versions'],
    ] as const) {
      const request = other.http[method](`/api/v1/templates/${body.id}${path}`);
      const answer = method === 'get' || method === 'delete' ? await request : await request.send({});
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    const source = { subject: 'Hi', mjml: content.mjml };
    const asStranger = await other.http
      .post('/api/v1/templates/preview')
      .send({ source, contactId: contact.id });
    expect([asStranger.status, asStranger.body.code]).toEqual([404, 'contact.not-found']);
    expect((await home.http.get(`/api/v1/templates/${body.id}`)).body.name).toBe('Letter');
  });
});
