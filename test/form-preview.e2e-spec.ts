import { startApi, type TestApi, type TestWorkspace } from './support/api';

describe('the preview of a form', () => {
  let api: TestApi;
  let home: TestWorkspace;

  beforeAll(async () => {
    api = await startApi();
    home = await api.aWorkspace();
  });

  afterAll(() => api?.close());

  const definition = (title: string) => ({
    texts: { title },
    fields: [{ name: 'email', to: 'email', label: 'Email address' }],
  });
  const preview = (id: string, key: string) =>
    fetch(`${api.url}/api/v1/forms/${id}/preview`, { headers: { Authorization: `Bearer ${key}` } });

  it('is the page of the draft, for frames of our own app alone, without script, and counts nothing', async () => {
    const { body: form } = await home.http
      .post('/api/v1/forms')
      .send({ name: 'Guide', definition: definition('As published') })
      .expect(201);
    await home.http.post(`/api/v1/forms/${form.id}/publish`).expect(200);
    await home.http
      .patch(`/api/v1/forms/${form.id}`)
      .send({ definition: definition('As drafted') })
      .expect(200);
    const page = await preview(form.id, home.apiKey);
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain('As drafted');
    expect(text).not.toContain('<script');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(page.headers.get('x-frame-options')).toBeNull();
    const { body: funnel } = await home.http.get(`/api/v1/forms/${form.id}/funnel`).expect(200);
    expect(funnel).toMatchObject({ views: 0, starts: 0 });
  });

  it('is for who may read the forms of this workspace alone', async () => {
    const { body: form } = await home.http
      .post('/api/v1/forms')
      .send({ name: 'Own guide', definition: definition('Ours') })
      .expect(201);
    const stranger = await api.aWorkspace();
    expect((await preview(form.id, stranger.apiKey)).status).toBe(404);
    const narrow = await api.anApiKey(home.workspace.id, ['assets:read']);
    expect((await preview(form.id, narrow)).status).toBe(403);
  });
});
