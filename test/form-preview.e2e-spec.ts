import { startApi, type TestApi, type TestWorkspace } from './support/api';

describe('the pages of a form', () => {
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

  it('preview the draft, for frames of our own app alone, without script, and counts nothing', async () => {
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

  it('are previewed by who may read the forms of this workspace alone', async () => {
    const { body: form } = await home.http
      .post('/api/v1/forms')
      .send({ name: 'Own guide', definition: definition('Ours') })
      .expect(201);
    const stranger = await api.aWorkspace();
    expect((await preview(form.id, stranger.apiKey)).status).toBe(404);
    const narrow = await api.anApiKey(home.workspace.id, ['assets:read']);
    expect((await preview(form.id, narrow)).status).toBe(403);
  });

  it('give each visitor a challenge, a nonce and hidden values of their own, and what was published anew at once', async () => {
    const { body: form } = await home.http
      .post('/api/v1/forms')
      .send({ name: 'Hosted guide', definition: definition('First words') })
      .expect(201);
    const publish = async () =>
      (await home.http.post(`/api/v1/forms/${form.id}/publish`).expect(200)).body as { slug: string };
    const { slug } = await publish();
    const visit = async (query: string, language = 'en') => {
      const page = await fetch(`${api.url}/f/${slug}${query}`, { headers: { 'Accept-Language': language } });
      const text = await page.text();
      const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(text).toContain(`<style nonce="${nonce}">`);
      return { text, nonce, challenge: /name="challenge" value="([^"]+)"/.exec(text)?.[1] };
    };
    const [ana, tom] = [await visit('?utm_source=ana%22%3E%24%26'), await visit('?utm_source=tom')];
    expect(ana.text).toContain('<input type="hidden" name="utm_source" value="ana&#34;&#62;$&#38;" />');
    expect(tom.text).not.toContain('ana');
    expect(ana.challenge).toBeTruthy();
    expect(ana.challenge).not.toBe(tom.challenge);
    expect(ana.nonce).not.toBe(tom.nonce);

    const next = definition('Second words');
    await home.http.patch(`/api/v1/forms/${form.id}`).send({ definition: next }).expect(200);
    await publish();
    expect((await visit('')).text).toContain('<h1>Second words</h1>');
  });
});
