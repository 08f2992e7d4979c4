import { readyToSend, startProduct, type TestProduct } from './support/product';
import type { TestWorkspace } from './support/api';

const line = { id: 'line', kind: 'divider' };
const text = (words: string, id = 'words') => ({
  id,
  kind: 'text',
  align: 'left',
  size: 'normal',
  passages: [{ kind: 'paragraph', content: [{ text: words }] }],
});
const footer = {
  id: 'end',
  kind: 'footer',
  align: 'left',
  reason: [{ text: 'You asked for this.' }],
  unsubscribeLabel: 'Leave us',
  preferencesLabel: 'Choose',
};

describe('saved blocks and tests of emails', () => {
  let product: TestProduct;
  let home: TestWorkspace;
  let contactId: string;

  beforeAll(async () => {
    product = await startProduct();
    home = await product.api.aWorkspace({ name: 'Maré Alta' });
    await readyToSend(home);
    const contact = { email: 'ana@r.example', firstName: 'Ana' };
    contactId = (await home.http.post('/api/v1/contacts').send(contact).expect(201)).body.id;
  });

  afterAll(() => product.close());

  const save = (body: object) => home.http.post('/api/v1/saved-blocks').send(body);
  const anEmail = async (blocks: object[]) => {
    const email = { name: 'Spring', subject: 'Spring', document: { v: 1, blocks } };
    return (await home.http.post('/api/v1/templates').send(email).expect(201)).body.id as string;
  };
  const preview = async (id: string) =>
    (await home.http.post(`/api/v1/templates/${id}/preview`).send({}).expect(200)).body;

  it('that are synced are in every email what they are now, and in what is frozen what they were', async () => {
    const { body: saved } = await save({
      name: 'Hours',
      blocks: [text('Open till six')],
      isSynced: true,
    }).expect(201);
    const { body: end } = await save({ name: 'Our footer', blocks: [footer], isSynced: true }).expect(201);
    expect([saved.place, end.place]).toEqual(['content', 'footer']);
    const id = await anEmail([
      { id: 'a', kind: 'saved', savedBlockId: saved.id, place: 'content' },
      { id: 'b', kind: 'saved', savedBlockId: end.id, place: 'footer' },
    ]);
    const before = await preview(id);
    expect(before.text).toContain('Open till six');
    expect(before.text.match(/Leave us/g)).toHaveLength(1);
    expect(before.text).not.toContain('Unsubscribe');
    const url = `/api/v1/saved-blocks/${saved.id}`;
    await home.http
      .patch(url)
      .send({ blocks: [text('Open till eight')] })
      .expect(200);
    expect((await preview(id)).text).toContain('Open till eight');
    expect((await home.http.get(`${url}/uses`).expect(200)).body).toEqual({
      templates: [{ id, name: 'Spring' }],
    });
    for (const refused of [
      home.http.delete(url),
      home.http.patch(url).send({ isSynced: false }),
      home.http.patch(url).send({ blocks: [footer] }),
    ]) {
      expect((await refused.expect(409)).body.code).toBe('saved-block.in-use');
    }
    const kept = { document: { v: 1, blocks: [text('A copy')] } };
    await home.http.patch(`/api/v1/templates/${id}`).send(kept).expect(200);
    await home.http.delete(url).expect(204);
    const email = { v: 1, blocks: [{ id: 'a', kind: 'saved', savedBlockId: saved.id, place: 'content' }] };
    const gone = await home.http
      .post('/api/v1/templates')
      .send({ name: 'x', subject: 'x', document: email })
      .expect(400);
    expect(gone.body.errors[0]).toMatchObject({
      pointer: '/document/blocks/0',
      message: 'Block 1 (saved): These saved blocks do not exist any more, or are not synced. Take them out.',
    });
  });

  it('are refused when they could not be sent, name the block, and have names of their own', async () => {
    const unknown = {
      ...text(''),
      passages: [{ kind: 'paragraph', content: [{ field: 'contact.fristName' }] }],
    };
    const wrong = await save({ name: 'Wrong', blocks: [line, unknown] }).expect(400);
    expect(wrong.body.errors[0]).toMatchObject({ pointer: '/blocks/1', code: 'template.unknown-field' });
    const nested = { id: 'x', kind: 'saved', savedBlockId: contactId, place: 'content' };
    for (const blocks of [[], [nested], [line, footer], [{ ...line, color: 'red' }]]) {
      await save({ name: 'Wrong', blocks }).expect(400);
    }
    await save({ name: 'Line', blocks: [line] }).expect(201);
    expect((await save({ name: 'Line', blocks: [line] }).expect(409)).body.code).toBe(
      'saved-block.name-taken',
    );
    const other = await product.api.aWorkspace();
    await other.http
      .post('/api/v1/saved-blocks')
      .send({ name: 'Line', blocks: [line] })
      .expect(201);
  });

  it('may only be so large together, counted as often as they stand in an email', async () => {
    const passages = Array.from({ length: 90 }, () => ({
      kind: 'paragraph',
      content: [{ text: 'word '.repeat(450) }],
    }));
    const long = { ...text(''), passages };
    const { body: saved } = await save({ name: 'Long', blocks: [long], isSynced: true }).expect(201);
    const blocks = (times: number) =>
      Array.from({ length: times }, (_, at) => ({
        id: `part${at}`,
        kind: 'saved',
        savedBlockId: saved.id,
        place: 'content',
      }));
    const email = (times: number) => ({
      name: `Long ${times}`,
      subject: 'Long',
      document: { v: 1, blocks: blocks(times) },
    });
    await home.http.post('/api/v1/templates').send(email(1)).expect(201);
    const { body } = await home.http.post('/api/v1/templates').send(email(8)).expect(400);
    expect(body.code).toBe('template.invalid');
    expect(body.detail).toContain('larger than 512 kB with its partials');
  });

  it('of another workspace are none', async () => {
    const other = await product.api.aWorkspace();
    const theirs = { name: 'Theirs', blocks: [text('Secret')], isSynced: true };
    const { body } = await other.http.post('/api/v1/saved-blocks').send(theirs).expect(201);
    const block = { id: 'a', kind: 'saved', savedBlockId: body.id, place: 'content' };
    const email = { name: 'x', subject: 'x', document: { v: 1, blocks: [block] } };
    await home.http.post('/api/v1/templates').send(email).expect(400);
  });

  it('are tried out with what stands in the editor, as a real contact, by the saved addresses', async () => {
    const url = '/api/v1/test-recipients';
    expect((await home.http.get(url).expect(200)).body).toEqual({ addresses: [] });
    const typed = { addresses: ['one@r.example', 'ONE@r.example', 'two@r.example'] };
    const { body: list } = await home.http.put(url).send(typed).expect(200);
    expect(list.addresses).toEqual(['one@r.example', 'two@r.example']);
    await home.http
      .put(url)
      .send({ addresses: ['nobody'] })
      .expect(400);
    const source = {
      subject: 'Spring',
      document: {
        v: 1,
        blocks: [
          {
            ...text(''),
            passages: [{ kind: 'paragraph', content: [{ text: 'Dear ' }, { field: 'contact.firstName' }] }],
          },
        ],
      },
    };
    const answer = await home.http
      .post('/api/v1/templates/test')
      .send({ source, contactId, to: list.addresses })
      .expect(200);
    expect(answer.body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'accepted',
      'accepted',
    ]);
    const [mail] = await product.mailbox.mails('two@r.example');
    expect(mail?.parsed.subject).toBe('[Test] Spring');
    expect(mail?.parsed.text).toContain('Dear Ana');
    const other = await product.api.aWorkspace();
    expect((await other.http.get(url).expect(200)).body).toEqual({ addresses: [] });
    const notReady = await other.http
      .post('/api/v1/templates/test')
      .send({ source, contactId, to: ['x@r.example'] });
    expect([notReady.status, notReady.body.code]).toEqual([422, 'template.test-not-ready']);
  });
});
