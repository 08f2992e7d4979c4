import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunContactImportService } from '@features/imports';
import { startApi, type TestApi } from './support/api';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api?.close();
});

const path = '/api/v1/contact-imports';
const mailchimp = readFileSync(join(__dirname, 'fixtures/mailchimp/account-export.zip'));

/** What the worker's handler calls. */
async function work(workspaceId: string, importId: string): Promise<void> {
  await api.app.get(RunContactImportService, { strict: false }).run(workspaceId, importId);
}

describe('contact imports over HTTP', () => {
  it('takes a Mailchimp archive as it comes: dry run, then for real, then the problems', async () => {
    const { http, workspace } = await api.aWorkspace();
    const foreseen = await http
      .post(path)
      .field('options', JSON.stringify({ dryRun: true }))
      .attach('file', mailchimp, 'export.zip')
      .expect(202);
    expect(foreseen.body).toMatchObject({ status: 'pending', dryRun: true, format: 'mailchimp' });
    await http.post(`${path}/${foreseen.body.id}/run`).expect(409);
    await work(workspace.id, foreseen.body.id as string);
    const dry = await http.get(`${path}/${foreseen.body.id}`).expect(200);
    expect(dry.body).toMatchObject({ status: 'done', counts: { rows: 7, new: 5, duplicate: 2 } });
    expect((await http.get('/api/v1/contacts').expect(200)).body.items).toEqual([]);

    const real = await http.post(`${path}/${foreseen.body.id}/run`).expect(202);
    await work(workspace.id, real.body.id as string);
    const done = await http.get(`${path}/${real.body.id}`).expect(200);
    expect(done.body).toMatchObject({
      status: 'done',
      counts: dry.body.counts,
      processedRows: 7,
      totalRows: 7,
    });
    expect((await http.get('/api/v1/contacts').expect(200)).body.items).toHaveLength(5);
    const problems = await http.get(`${path}/${real.body.id}/errors`).expect(200);
    expect(problems.text).toContain('duplicate: merged into line');
    await http.post(`${path}/${foreseen.body.id}/run`).expect(409);
    await http.post(`${path}/${real.body.id}/cancel`).expect(409);
    expect((await http.get(path).expect(200)).body.items).toHaveLength(2);
  });

  it('takes a bare CSV body with a mapping, and cancels', async () => {
    const { http, workspace } = await api.aWorkspace();
    const options = { mapping: { Mail: 'email', Town: 'city' } };
    const query = `fileName=people.csv&options=${encodeURIComponent(JSON.stringify(options))}`;
    const body = 'Mail;Town;Ignored\na@example.com;Porto;x\n';
    const csv = () => http.post(`${path}?${query}`).set('Content-Type', 'text/csv').send(body);
    const first = await csv().expect(202);
    await work(workspace.id, first.body.id as string);
    expect((await http.get(`${path}/${first.body.id}`).expect(200)).body.columns).toEqual([
      { file: 'people.csv', column: 'Mail', target: 'email' },
      { file: 'people.csv', column: 'Town', target: 'city' },
      { file: 'people.csv', column: 'Ignored', target: 'ignore' },
    ]);
    const second = await csv().expect(202);
    await http.post(`${path}/${second.body.id}/cancel`).expect(200);
    await work(workspace.id, second.body.id as string);
    expect((await http.get(`${path}/${second.body.id}`).expect(200)).body.status).toBe('cancelled');
  });

  it('says what is wrong with an upload and keeps nothing of it', async () => {
    const { http } = await api.aWorkspace();
    const stranger = await api.aWorkspace();
    const upload = (options: string, file = 'Email\na@example.com\n') =>
      http.post(path).field('options', options).attach('file', Buffer.from(file), 'a.csv');
    expect((await upload('{').expect(400)).body.errors[0].pointer).toBe('/options');
    expect((await upload('{"nope":1}').expect(400)).body.errors[0].pointer).toBe('/options/nope');
    expect((await upload('{}', 'Name\nAna\n').expect(400)).body.code).toBe(
      'contact-import.no-address-column',
    );
    expect((await http.post(path).field('options', '{}').expect(400)).body.errors[0].pointer).toBe('/file');
    const late = http
      .post(path)
      .attach('file', Buffer.from('Email\na@b.co\n'), 'a.csv')
      .field('options', '{}');
    expect((await late.expect(400)).body.errors[0].pointer).toBe('/options');
    expect((await http.get(path).expect(200)).body.items).toEqual([]);
    const { body } = await upload('{}').expect(202);
    await stranger.http.get(`${path}/${body.id}`).expect(404);
    await stranger.http.get(`${path}/${body.id}/errors`).expect(404);
    await stranger.http.post(`${path}/${body.id}/cancel`).expect(404);
  });
});
