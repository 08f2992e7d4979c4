import { startApi, type TestApi, type TestWorkspace } from './support/api';

describe('chat sources', () => {
  let api: TestApi;
  let home: TestWorkspace;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace();
  });

  afterAll(() => api.close());

  const aSource = async (input: object = {}) => {
    const { body } = await home.http
      .post('/api/v1/chat-sources')
      .send({ name: 'Shop chat', ...input })
      .expect(201);
    return { id: body.id as string, path: new URL(body.url as string).pathname };
  };
  const report = (path: string, body: object) => api.http.post(path).send(body);
  const contact = async (email: string) =>
    (await home.http.get('/api/v1/contacts').query({ q: email }).expect(200)).body.items[0];
  const chats = (contactId: string) =>
    api.db.query<{ properties: Record<string, unknown> }>(
      `SELECT properties FROM contact_events WHERE contact_id = $1 AND name = 'chat.started'`,
      [contactId],
    );

  it('make a contact and one event of a conversation, however often it is reported', async () => {
    const { path } = await aSource();
    const first = {
      conversationId: 'c-1',
      email: 'ana@example.com',
      name: 'Ana Silva',
      page: '/prices',
      phone: 'none',
    };
    const answer = await report(path, first).expect(202);
    expect(answer.body).toMatchObject({ status: 'accepted', conversationId: 'c-1' });
    const answers = await Promise.all([1, 2, 3].map(() => report(path, { ...first, city: 'Porto' })));
    expect(answers.map(({ status, body }) => [status, body.status])).toEqual(
      Array(3).fill([202, 'repeated']),
    );
    const known = await contact('ana@example.com');
    expect(known).toMatchObject({ firstName: 'Ana', lastName: 'Silva', city: 'Porto', source: 'chat' });
    expect(await chats(known.id)).toEqual([
      { properties: { source: 'Shop chat', conversation: 'c-1', page: '/prices' } },
    ]);
    await report(path, { ...first, conversationId: 'c-2' }).expect(202);
    expect(await chats(known.id)).toHaveLength(2);
    const subscriptions = await api.db.query('SELECT 1 FROM subscriptions WHERE contact_id = $1', [known.id]);
    expect(subscriptions).toEqual([]);
  });

  it('fill what a known contact lacks and overwrite nothing: in a chat anybody can type an address', async () => {
    const { path } = await aSource();
    const email = 'eva@example.com';
    await home.http.post('/api/v1/contacts').send({ email, firstName: 'Eva' }).expect(201);
    const pretended = {
      conversationId: 'c-7',
      email: 'Eva@Example.com',
      firstName: 'www.spam.example',
      city: 'Faro',
    };
    await report(path, pretended).expect(202);
    expect(await contact(email)).toMatchObject({ firstName: 'Eva', city: 'Faro' });
  });

  it('lose no conversation over a character that stands where a long text is cut', async () => {
    const { path } = await aSource();
    const body = { conversationId: 'c-8', email: 'cut@example.com', page: `${'x'.repeat(999)}😀` };
    await report(path, body).expect(202);
    const [event] = await chats((await contact('cut@example.com')).id);
    expect(event?.properties['page']).toBe('x'.repeat(999));
  });

  it('make one event when a conversation is reported many times at once', async () => {
    const { path } = await aSource();
    const body = { conversationId: 'c-9', email: 'bo@example.com' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => report(path, body)));
    expect(answers.filter(({ body: { status } }) => status === 'accepted')).toHaveLength(1);
    expect(await chats((await contact('bo@example.com')).id)).toHaveLength(1);
  });

  it('read what their mapping says, and leave out what fits no field', async () => {
    const mapping = {
      conversationId: '/id',
      email: '/visitor/email',
      country: '/visitor/land',
      'attributes.x': '/x',
    };
    const { id, path } = await aSource({ mapping });
    const body = { id: 5, visitor: { email: 'eva@example.com', land: 'Nowhere' }, x: 1 };
    const answer = await report(path, body).expect(202);
    expect(answer.body.dropped.sort()).toEqual(['/attributes/x', '/country']);
    expect(await contact('eva@example.com')).toMatchObject({ country: null });
    await report(path, { id: 6, visitor: {} }).expect(400);
    await report(path, { id: 6, visitor: { email: 'not an address' } }).expect(400);
    const url = `/api/v1/chat-sources/${id}`;
    await home.http
      .patch(url)
      .send({ mapping: { email: '/email' } })
      .expect(400);
    expect((await home.http.get(url).expect(200)).body.lastUsedAt).toEqual(expect.any(String));
  });

  it('take no report to an address that is not theirs any more, nor one that is too large', async () => {
    const { id, path } = await aSource();
    const body = { conversationId: 'c-1', email: 'rui@example.com' };
    expect((await report(path, { ...body, text: 'x'.repeat(70_000) }).expect(400)).body.code).toBe(
      'chat.too-large',
    );
    await home.http.delete(`/api/v1/chat-sources/${id}`).expect(204);
    expect((await report(path, body).expect(404)).body.code).toBe('chat.unknown-token');
    await report('/hooks/in/chat/nonsense', body).expect(404);
    const rows = await api.db.query<{ text: string }>('SELECT s::text AS text FROM chat_sources s');
    expect(rows.some(({ text }) => text.includes(path.slice(-43)))).toBe(false);
  });

  it('are held to a number of reports in a minute', async () => {
    const { id, path } = await aSource();
    const hash = `SELECT 'chat-in:' || rtrim(translate(encode(sha256($1::text::bytea), 'base64'), '+/', '-_'), '=') AS key`;
    const key = (await api.db.queryOne<{ key: string }>(hash, [id]))?.key;
    await report(path, { conversationId: 'a', email: 'x@example.com' }).expect(202);
    await api.db.execute('UPDATE throttles SET hits = 600 WHERE key = $1', [key]);
    const answer = await report(path, { conversationId: 'b', email: 'x@example.com' }).expect(429);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
  });
});
