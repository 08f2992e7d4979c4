import { startApi, type TestApi, type TestWorkspace } from './support/api';

describe('senders', () => {
  let api: TestApi;
  let home: TestWorkspace;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace();
  });

  afterAll(async () => {
    await api.close();
  });

  it('change in one field and keep the others', async () => {
    const made = await home.http
      .post('/api/v1/senders')
      .send({ fromName: 'Ana', fromEmail: 'ana@example.com', replyTo: 'desk@example.com' })
      .expect(201);
    const changed = await home.http
      .patch(`/api/v1/senders/${made.body.id}`)
      .send({ fromName: 'Ana P.' })
      .expect(200);
    expect(changed.body).toEqual({ ...made.body, fromName: 'Ana P.' });
  });

  it('have one default, also when many are made the default at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) =>
        home.http
          .post('/api/v1/senders')
          .send({ fromName: `Sender ${n}`, fromEmail: `s${n}@example.com`, isDefault: true }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    const { body } = await home.http.get('/api/v1/senders').expect(200);
    expect(body.items.filter((sender: { isDefault: boolean }) => sender.isDefault)).toHaveLength(1);
  });
});
