import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020';
import { EVERY_BLOCK } from '../libs/testing/block-examples';
import { aContact } from '../libs/testing/factories/contact';
import { mjmlText } from '../libs/testing/factories/template';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

describe('emails made of blocks', () => {
  let api: TestApi;
  let home: TestWorkspace;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace({ name: 'Salt & Stone' });
  });

  afterAll(() => api.close());

  const texts = { name: 'Letter', subject: 'Hello {{default contact.firstName "you"}}' };
  const heading = (text: string, more: object = {}) => ({
    id: 'title',
    kind: 'heading',
    level: 1,
    align: 'left',
    content: [{ text }, ...((more as { content?: object[] }).content ?? [])],
  });
  const post = (body: object) => home.http.post('/api/v1/templates').send(body);

  it('are stored with their blocks, shown as a contact, changed, copied and detached for good', async () => {
    const made = await post({ ...texts, document: EVERY_BLOCK }).expect(201);
    expect(made.body).toMatchObject({ mode: 'blocks', version: 1, document: EVERY_BLOCK });
    expect(made.body.mjml).toContain('<mj-button');
    const path = `/api/v1/templates/${made.body.id}`;
    const contact = await aContact(api.db, home.workspace.id, { firstName: 'Zoë', email: 'zoe@example.com' });
    const preview = await home.http.post(`${path}/preview`).send({ contactId: contact.id }).expect(200);
    expect(preview.body.text).toContain('Salt & <Stone>, Zoë');

    const document = { v: 1, style: {}, blocks: [heading('Shorter')] };
    const unsaved = { source: { subject: 'x', document } };
    const shown = await home.http.post('/api/v1/templates/preview').send(unsaved).expect(200);
    expect(shown.body.text).toMatch(/^Shorter[\s\S]*Unsubscribe/);

    const changed = await home.http.patch(path).send({ document, version: 1 }).expect(200);
    expect(changed.body).toMatchObject({ version: 2, document });
    const late = await home.http.patch(path).send({ document, version: 1 });
    expect([late.status, late.body.code]).toEqual([409, 'template.changed-meanwhile']);
    expect((await home.http.patch(path).send({ mjml: mjmlText('x') })).body.code).toBe(
      'template.made-of-blocks',
    );

    const copy = await home.http.post(`${path}/duplicate`).expect(201);
    expect(copy.body).toMatchObject({ mode: 'blocks', version: 1, document });
    const list = await home.http.get('/api/v1/templates').expect(200);
    expect(list.body.items[0]).toMatchObject({ mode: 'blocks' });
    expect(list.body.items[0]).not.toHaveProperty('document');

    const detached = await home.http.patch(path).send({ mode: 'mjml' }).expect(200);
    expect(detached.body).toMatchObject({
      mode: 'mjml',
      document: null,
      mjml: changed.body.mjml,
      version: 3,
    });
    const back = await home.http.patch(path).send({ document });
    expect([back.status, back.body.code]).toEqual([409, 'template.written-as-source']);
    await home.http
      .patch(path)
      .send({ mjml: mjmlText('Mine now') })
      .expect(200);
  });

  it.each<{ what: string; body: object; error: object }>([
    {
      what: 'a document and MJML',
      body: { document: EVERY_BLOCK, mjml: mjmlText('x') },
      error: { pointer: '/document' },
    },
    { what: 'neither', body: {}, error: { pointer: '/document' } },
    {
      what: 'an unknown kind',
      body: { document: { v: 1, blocks: [{ id: 'a', kind: 'video' }] } },
      error: { pointer: '/document/blocks/0/kind', message: expect.stringMatching(/^Block 1: /) },
    },
    {
      what: 'a link that runs something',
      body: {
        document: { v: 1, blocks: [heading('x', { content: [{ text: 'y', href: 'javascript:x' }] })] },
      },
      error: {
        pointer: '/document/blocks/0/content/1/href',
        message: expect.stringMatching(/^Block 1 \(heading\): "javascript:x" is no address/),
      },
    },
    {
      what: 'a field that does not exist',
      body: { document: { v: 1, blocks: [heading('x', { content: [{ field: 'contact.fristName' }] })] } },
      error: {
        pointer: '/document/blocks/0',
        code: 'template.unknown-field',
        message: expect.stringMatching(/^Block 1 \(heading\): .*Did you mean contact\.firstName/),
      },
    },
    {
      what: 'two blocks of one id',
      body: { document: { v: 1, blocks: [heading('x'), heading('y')] } },
      error: { pointer: '/document/blocks/1/id', code: 'template.duplicate-id' },
    },
  ])('are refused with the block for $what, and nothing is stored', async ({ body, error }) => {
    const before = await home.http.get('/api/v1/templates');
    const answer = await post({ ...texts, ...body });
    expect(answer.body).toMatchObject({ status: 400, code: 'template.invalid', errors: [error] });
    expect((await home.http.get('/api/v1/templates')).body).toEqual(before.body);
  });

  it('are described by a published schema, and shipped as starting points that fit it', async () => {
    const schema = await api.http.get('/api/v1/templates/document-schema').expect(200);
    const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
    addFormats.default(ajv);
    const isValid = ajv.compile<unknown>(schema.body as object);
    expect([isValid(EVERY_BLOCK), ajv.errorsText(isValid.errors)]).toEqual([true, 'No errors']);
    expect(isValid({ v: 1, blocks: [{ id: 'a', kind: 'video' }] })).toBe(false);
    const gallery = await home.http.get('/api/v1/templates/gallery').expect(200);
    const starters = gallery.body.items.filter(({ mode }: { mode: string }) => mode === 'blocks');
    expect(starters.length).toBeGreaterThanOrEqual(4);
    for (const { key } of starters as { key: string }[]) {
      const made = await home.http.post('/api/v1/templates/from-gallery').send({ key }).expect(201);
      expect([key, isValid(made.body.document), ajv.errorsText(isValid.errors)]).toEqual([
        key,
        true,
        'No errors',
      ]);
      const preview = await home.http.post(`/api/v1/templates/${made.body.id}/preview`).send({}).expect(200);
      expect(preview.body.warnings).toEqual([]);
    }
  });
});
