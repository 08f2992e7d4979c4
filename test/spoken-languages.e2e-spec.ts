import { startApi, type TestApi } from './support/api';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(() => api?.close());

describe('a problem', () => {
  const wrong = { email: 'nobody@example.com', password: 'wrong password here' };

  it('is told in the language that is asked for, and says which one that is', async () => {
    const german = await api.http
      .post('/api/v1/session')
      .set('Accept-Language', 'de-AT,de;q=0.9,en;q=0.5')
      .send(wrong)
      .expect(401);
    expect(german.headers).toMatchObject({
      'content-language': 'de',
      vary: expect.stringContaining('Accept-Language'),
    });
    expect(german.body).toMatchObject({
      code: 'login.failed',
      detail: 'Die E-Mail-Adresse oder das Passwort ist falsch.',
    });
  });

  it.each([undefined, 'fr', 'en-GB', '*', 'not a language;;q=x'])(
    'is told in English to %s',
    async (language) => {
      const request = api.http.post('/api/v1/session');
      if (language !== undefined) request.set('Accept-Language', language);
      const { headers, body } = await request.send(wrong).expect(401);
      expect(headers['content-language']).toBe('en');
      expect(body.detail).toBe('The email address or the password is wrong.');
    },
  );

  it('keeps names and numbers, also of single fields', async () => {
    const home = await api.aWorkspace();
    const id = '0199c0de-0000-7000-8000-000000000001';
    const { body } = await home.http.get(`/api/v1/segments/${id}`).set('Accept-Language', 'de').expect(404);
    expect(body.detail).toBe(`In diesem Arbeitsbereich gibt es „Segment“ mit der ID ${id} nicht.`);
  });
});
