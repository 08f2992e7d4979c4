import { SystemMessages } from '@features/messages';
import { startProduct, readyToSend, type TestProduct } from './support/product';
import type { TestWorkspace } from './support/api';
import { until } from './support/until';

// The team is told by mail what people typed, and about whom a sequence speaks: copies that nobody thinks of.
describe('erasing somebody', () => {
  let product: TestProduct;
  let home: TestWorkspace;

  beforeAll(async () => {
    product = await startProduct();
    home = await product.api.aWorkspace();
    await readyToSend(home);
  });

  afterAll(() => product.close());

  const isTold = (team: string) =>
    until(`a mail to ${team}`, async () => (await product.mailbox.mails(team)).length > 0);

  const quoting = async (...needles: string[]) =>
    product.api.db.query(
      'SELECT m.id FROM messages m, unnest($2::text[]) AS needle WHERE m.workspace_id = $1 AND position(needle IN m.data::text) > 0',
      [home.workspace.id, needles],
    );

  const erase = async (email: string) => {
    const { body } = await home.http.get('/api/v1/contacts').query({ q: email }).expect(200);
    await home.http.delete(`/api/v1/contacts/${body.items[0].id}`).query({ reason: 'asked' }).expect(204);
  };

  it('takes the answers out of the mails by which a form told the team', async () => {
    const definition = {
      kind: 'survey',
      fields: [
        { name: 'email', to: 'email', label: 'Email address', isRequired: true },
        { name: 'note', label: 'Note' },
      ],
      notify: ['forms@team.example'],
    };
    const { body } = await home.http.post('/api/v1/forms').send({ name: 'Poll', definition }).expect(201);
    const published = await home.http.post(`/api/v1/forms/${body.id}/publish`).expect(200);
    const answers = { email: 'ida@r.example', note: 'My dog is ill' };
    const post = product.api.http.post(`/f/${published.body.slug}`).set('Accept', 'application/json');
    const held = await post.type('form').send(answers).expect(200);
    await product.api.http.post(held.body.url).expect(200);
    await isTold('forms@team.example');
    expect(await quoting('ida@r.example', 'My dog')).not.toEqual([]);

    await erase('ida@r.example');
    expect(await quoting('ida@r.example', 'My dog')).toEqual([]);
  });

  it('takes what was sent to a form under an address that the person had before', async () => {
    const fields = [{ name: 'email', to: 'email', label: 'Email address' }];
    const { body } = await home.http.post('/api/v1/forms').send({ name: 'Letter', definition: { fields } });
    const { slug } = (await home.http.post(`/api/v1/forms/${body.id}/publish`).expect(200)).body;
    const sent = (email: string) =>
      product.api.http.post(`/f/${slug}`).type('form').send({ email }).expect(200);
    const { id } = (await home.http.post('/api/v1/contacts').send({ email: 'now@r.example' }).expect(201))
      .body;
    await home.http.patch(`/api/v1/contacts/${id}`).send({ email: 'before@r.example' }).expect(200);
    await home.http.patch(`/api/v1/contacts/${id}`).send({ email: 'now@r.example' }).expect(200);
    await sent('before@r.example');
    await sent('other@r.example');
    await home.http.delete(`/api/v1/contacts/${id}`).query({ reason: 'asked' }).expect(204);
    const left = await product.api.db.query('SELECT email FROM form_submissions WHERE form_id = $1', [
      body.id,
    ]);
    expect(left).toEqual([{ email: 'other@r.example' }]);
  });

  it('leaves nothing to tell: what speaks of somebody who is gone is not written', async () => {
    const about = (await home.http.post('/api/v1/contacts').send({ email: 'una@r.example' }).expect(201)).body
      .id;
    const tell = (idempotencyKey: string) =>
      product.api.app.get(SystemMessages, { strict: false }).post(home.workspace.id, {
        key: 'form-notification',
        to: { email: 'forms@team.example' },
        data: { heading: 'Una Nobre wrote' },
        idempotencyKey,
        aboutContactId: about,
      });
    await tell('before');
    await home.http.delete(`/api/v1/contacts/${about}`).query({ reason: 'asked' }).expect(204);
    await expect(tell('after')).rejects.toMatchObject({ code: 'message.person-gone' });
    const kept = await product.api.db.query(
      `SELECT idempotency_key FROM messages WHERE workspace_id = $1 AND idempotency_key IN ('before', 'after')`,
      [home.workspace.id],
    );
    expect(kept).toEqual([{ idempotency_key: 'before' }]);
  });

  it('takes the name out of the mails by which a sequence told the team', async () => {
    const graph = {
      v: 1,
      triggers: [{ api: true }],
      start: 'tell',
      steps: {
        tell: { kind: 'notify', to: ['sales@team.example'], subject: 'Hot', text: 'Call them', next: null },
      },
    };
    const { body } = await home.http.post('/api/v1/sequences').send({ name: 'Hot', graph }).expect(201);
    await home.http.post(`/api/v1/sequences/${body.id}/publish`).send({}).expect(200);
    const contact = await home.http
      .post('/api/v1/contacts')
      .send({ email: 'ole@r.example', firstName: 'Ole-Gunnar' })
      .expect(201);
    await home.http
      .post(`/api/v1/sequences/${body.id}/enrollments`)
      .send({ contactIds: [contact.body.id] })
      .expect(200);
    await isTold('sales@team.example');
    expect(await quoting('ole@r.example', 'Ole-Gunnar')).not.toEqual([]);

    await erase('ole@r.example');
    expect(await quoting('ole@r.example', 'Ole-Gunnar')).toEqual([]);
  });
});
