import { startProduct, readyToSend, type TestProduct } from './support/product';
import type { TestWorkspace } from './support/api';
import { until } from './support/until';

const AN_HOUR = 6;

// Somebody floods one person with confirmations: neither does it reach them, nor does it cost anybody else theirs.
describe('confirmations of forms', () => {
  let product: TestProduct;
  let home: TestWorkspace;

  beforeAll(async () => {
    product = await startProduct({
      env: { FORM_POSTS_PER_MINUTE_PER_NETWORK: '100000', FORM_CONFIRMATIONS_PER_HOUR: String(AN_HOUR) },
    });
  });

  beforeEach(async () => {
    home = await product.api.aWorkspace();
    await readyToSend(home);
  });

  afterAll(() => product.close());

  async function aForm(own: object = {}): Promise<string> {
    const definition = { fields: [{ name: 'email', to: 'email', label: 'Email address' }], ...own };
    const { body } = await home.http.post('/api/v1/forms').send({ name: 'Letter', definition }).expect(201);
    return (await home.http.post(`/api/v1/forms/${body.id}/publish`).expect(200)).body.slug as string;
  }

  /** What a visitor without script sends, and the button after it. */
  async function fillIn(slug: string, email: string): Promise<void> {
    const post = product.api.http.post(`/f/${slug}`).set('Accept', 'application/json').type('form');
    const { body } = await post.send({ email }).expect(200);
    await product.api.http.post(body.url).expect(200);
  }

  const outcomes = (count: number) =>
    until(`${count} mails have an outcome`, async () => {
      const rows = await product.api.db.query<{ email: string; outcome: string | null }>(
        `SELECT s.email, m.outcome FROM form_mails m JOIN form_submissions s ON s.id = m.submission_id WHERE m.workspace_id = $1
         ORDER BY m.id`,
        [home.workspace.id],
      );
      const isOver = rows.length === count && rows.every(({ outcome }) => outcome !== null);
      return isOver ? rows.map(({ email, outcome }) => `${email} ${outcome}`).sort() : null;
    });

  it('count the labels of one inbox together', async () => {
    const slug = await aForm();
    for (const email of ['eva@r.example', 'eva+1@r.example', 'Eva+2@r.example', 'eva+3@r.example'])
      await fillIn(slug, email);
    const found = await outcomes(4);
    expect(found.filter((one) => one.endsWith('posted'))).toHaveLength(2);
    expect(found.filter((one) => one.endsWith('limit-form'))).toHaveLength(2);
  });

  it('and downloads that wait for no confirmation are counted alike', async () => {
    const upload = home.http.post('/api/v1/assets').field('options', JSON.stringify({ name: 'Guide' }));
    const asset = await upload.attach('file', Buffer.from('just text'), 'guide.txt').expect(201);
    const byMail = { doubleOptIn: false, assetId: asset.body.id, after: { kind: 'message' } };
    const slug = await aForm(byMail);
    for (const email of ['ida@r.example', 'ida+1@r.example', 'ida+2@r.example', 'ida+3@r.example'])
      await fillIn(slug, email);
    const found = await outcomes(4);
    expect(found.filter((one) => one.endsWith('posted'))).toHaveLength(2);
    expect(found.filter((one) => one.endsWith('limit-form'))).toHaveLength(2);
  });

  it('that are dropped leave the share of the workspace to others', async () => {
    const slug = await aForm();
    for (let number = 0; number < AN_HOUR + 2; number += 1) await fillIn(slug, `max+${number}@r.example`);
    await outcomes(AN_HOUR + 2);
    await fillIn(slug, 'other@s.example');
    expect(await outcomes(AN_HOUR + 3)).toContain('other@s.example posted');
  });
});
