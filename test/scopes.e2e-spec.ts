import type { Scope } from '@features/accounts';
import { startApi, type TestApi, type TestWorkspace } from './support/api';

describe('personal data', () => {
  let api: TestApi;
  let mine: TestWorkspace;
  let contactId: string;

  beforeAll(async () => {
    api = await startApi();
    mine = await api.aWorkspace();
    contactId = (await mine.http.post('/api/v1/contacts').send({ email: 'ana@example.com' }).expect(201)).body
      .id;
  });

  afterAll(() => api.close());

  const withScopes = async (...scopes: Scope[]) => api.withKey(await api.anApiKey(mine.workspace.id, scopes));
  const tree = { v: 1, match: 'all', rules: [] };

  it('is shown by segments, campaigns and templates only to those who may read contacts', async () => {
    const segment = await mine.http.post('/api/v1/segments').send({ name: 'All', tree }).expect(201);
    const campaign = await mine.http.post('/api/v1/campaigns').send({ name: 'Letter' }).expect(201);
    const mjml =
      '<mjml><mj-body><mj-section><mj-column><mj-text>{{contact.email}}</mj-text></mj-column></mj-section></mj-body></mjml>';
    const source = { subject: 'Hi', mjml };
    const narrow = await withScopes('segments:read', 'campaigns:read', 'templates:read');
    const wide = await withScopes('segments:read', 'campaigns:read', 'templates:read', 'contacts:read');
    const ask = (http: typeof narrow) => [
      http.post('/api/v1/segments/preview').send({ tree }),
      http.get(`/api/v1/segments/${segment.body.id}/contacts`),
      http.get(`/api/v1/segments/${segment.body.id}/explain/${contactId}`),
      http.get(`/api/v1/campaigns/${campaign.body.id}/deliveries`),
      http.post('/api/v1/templates/preview').send({ source, contactId }),
    ];
    for (const answer of await Promise.all(ask(narrow))) {
      expect([answer.status, answer.body.details?.scope ?? answer.body.detail]).toEqual([
        403,
        expect.stringContaining('contacts:read'),
      ]);
    }
    for (const answer of await Promise.all(ask(wide))) expect(answer.status).toBe(200);
    await narrow.post('/api/v1/templates/preview').send({ source }).expect(200);
  });

  it('is not found out by counting rules about it, nor why somebody may not be mailed by asking a campaign', async () => {
    const rule = { field: 'email', op: 'startsWith', value: 'a' };
    const guess = { name: 'Guess', tree: { v: 1, match: 'all', rules: [rule] } };
    const segment = await mine.http.post('/api/v1/segments').send({ name: 'Before', tree }).expect(201);
    const campaign = await mine.http.post('/api/v1/campaigns').send({ name: 'Why' }).expect(201);
    const why = `/api/v1/campaigns/${campaign.body.id}/explain/${contactId}`;
    const [writer, reader] = [
      await withScopes('segments:read', 'segments:write'),
      await withScopes('campaigns:read', 'contacts:read', 'segments:read'),
    ];
    const answers = [
      await writer.post('/api/v1/segments').send(guess),
      await writer.patch(`/api/v1/segments/${segment.body.id}`).send({ tree: guess.tree }),
      await reader.get(why),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    const wide = await withScopes('segments:read', 'segments:write', 'contacts:read');
    await wide.post('/api/v1/segments').send(guess).expect(201);
    const all = await withScopes('campaigns:read', 'contacts:read', 'segments:read', 'consent:read');
    await all.get(why).expect(200);
  });

  it('is subscribed by an import only with the right to record consent', async () => {
    const topic = await mine.http.post('/api/v1/topics').send({ key: 'news', name: 'News' }).expect(201);
    const upload = (http: Awaited<ReturnType<typeof withScopes>>, options: object) =>
      http
        .post('/api/v1/contact-imports')
        .query({ fileName: 'people.csv', options: JSON.stringify(options) })
        .type('text/csv')
        .send('email\nrui@example.com\n');
    const narrow = await withScopes('contacts:write');
    for (const options of [
      { topicId: topic.body.id },
      { consentStatement: 'They said yes' },
      { legalBasis: 'consent' },
      { trackingConsent: true },
    ]) {
      expect((await upload(narrow, options)).status).toBe(403);
    }
    await upload(narrow, {}).expect(202);
    await upload(await withScopes('contacts:write', 'consent:write'), { topicId: topic.body.id }).expect(202);
  });

  it('gets a link to a file by mail only from those who may send messages', async () => {
    const uploaded = await mine.http
      .post('/api/v1/assets')
      .field('options', JSON.stringify({ name: 'Guide' }))
      .attach('file', Buffer.from('how to brew at home'), 'guide.txt')
      .expect(201);
    const mailIt = (http: typeof mine.http) =>
      http.post(`/api/v1/assets/${uploaded.body.id}/links`).send({ contactId, mail: true });
    await mailIt(await withScopes('assets:write', 'contacts:read')).expect(403);
    const { status } = await mailIt(await withScopes('assets:write', 'contacts:read', 'messages:send'));
    expect(status).not.toBe(403);
  });

  it('leaves by a form, and a person is named by a link, only for those who may read contacts', async () => {
    const definition = { fields: [{ name: 'email', to: 'email', label: 'Email address' }] };
    const telling = { ...definition, notify: ['me@elsewhere.example'] };
    const form = await mine.http.post('/api/v1/forms').send({ name: 'Letter', definition }).expect(201);
    const at = `/api/v1/forms/${form.body.id}`;
    const ask = (http: typeof mine.http) => [
      http.post('/api/v1/forms').send({ name: 'Mine', definition: telling }),
      http.patch(at).send({ definition: telling }),
      http.post(`${at}/links`).send({ contactId }),
    ];
    const narrow = await Promise.all(ask(await withScopes('forms:write')));
    expect(narrow.map(({ status }) => status)).toEqual([403, 403, 403]);
    const wide = await Promise.all(ask(await withScopes('forms:write', 'contacts:read')));
    // Whoever has the link writes the contact's fields.
    expect(wide.map(({ status }) => status)).toEqual([201, 200, 403]);
    const widest = await Promise.all(ask(await withScopes('forms:write', 'contacts:read', 'contacts:write')));
    expect(widest.map(({ status }) => status)).toEqual([201, 200, 200]);
  });
});
