import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { aContact } from '../libs/testing/factories/contact';
import { aSubscription, aTopic } from '../libs/testing/factories/topic';
import { startApi, type TestApi, type TestWorkspace } from './support/api';
import { until } from './support/until';

let api: TestApi;
let home: TestWorkspace;

beforeAll(async () => {
  api = await startApi();
});

afterAll(async () => {
  await api.close();
});

beforeEach(async () => {
  home = await api.aWorkspace();
});

const tree = (...rules: unknown[]) => ({ v: 1, match: 'all', rules });

describe('before a tree is written', () => {
  it('its schema can be had without a key, and is the one in the documentation', async () => {
    const { body, headers } = await api.http.get('/api/v1/segments/schema').expect(200);
    const published = readFileSync(join(__dirname, '../docs/segments/rule-tree.schema.json'), 'utf8');
    expect(body).toEqual(JSON.parse(published));
    expect(body.$id).toMatch(/\/segment-tree\/v1\.json$/);
    expect(headers['cache-control']).toContain('max-age');
  });

  it('the vocabulary says what rules may name, and what their values look like', async () => {
    await home.http
      .post('/api/v1/contact-fields')
      .send({ key: 'plan', label: 'Plan', type: 'choice', choices: ['Free', 'Pro'] })
      .expect(201);
    const { body } = await home.http.get('/api/v1/segments/fields').expect(200);
    expect(body.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'age', group: 'contact', type: 'number', unit: 'years' }),
        expect.objectContaining({ path: 'company.employees', group: 'company', unit: 'people' }),
        expect.objectContaining({ path: 'computed.lifetimeValue', group: 'computed', unit: 'EUR' }),
        expect.objectContaining({
          path: 'attributes.plan',
          group: 'custom',
          choices: ['Free', 'Pro'],
          unit: null,
        }),
      ]),
    );
    const numbers = body.operators.find(({ type }: { type: string }) => type === 'number').operators;
    expect(numbers).toEqual(
      expect.arrayContaining([
        { op: 'between', value: ['numberRange'] },
        { op: 'isSet', value: [] },
      ]),
    );
    const { body: schema } = await api.http.get('/api/v1/segments/schema').expect(200);
    for (const { operators } of body.operators as { operators: { value: string[] }[] }[]) {
      for (const shape of operators.flatMap(({ value }) => value)) expect(schema.$defs).toHaveProperty(shape);
    }
    expect(body.events).toContainEqual({
      name: 'segment.entered',
      label: 'Entered a tracked segment',
      firstSeenAt: null,
      properties: [
        { property: 'name', type: 'text', refersTo: null },
        { property: 'segment', type: 'text', refersTo: 'segment' },
      ],
    });
  });

  it('of another workspace, nothing is shown', async () => {
    const other = await api.aWorkspace();
    await aContact(api.db, home.workspace.id, { tags: ['secret'] });
    await aTopic(api.db, home.workspace.id, { key: 'secret' });
    await home.http.post('/api/v1/segments').send({ name: 'Secret', tree: tree() }).expect(201);
    const { body } = await other.http.get('/api/v1/segments/fields').expect(200);
    expect([body.tags, body.topics, body.segments]).toEqual([[], [], []]);
  });
});

describe('a preview', () => {
  it('answers all in one call, mailable about the topic that is named', async () => {
    const [letter, offers] = [
      await aTopic(api.db, home.workspace.id),
      await aTopic(api.db, home.workspace.id),
    ];
    const ana = await aContact(api.db, home.workspace.id, { country: 'PT', firstName: 'Ana' });
    await aContact(api.db, home.workspace.id, { country: 'ES' });
    await aSubscription(api.db, home.workspace.id, { contactId: ana.id, topicId: letter.id });
    const ask = (topicId?: string) =>
      home.http.post('/api/v1/segments/preview').send({
        tree: tree({ field: 'country', op: 'isSet' }, { field: 'country', op: 'is', value: 'PT' }),
        topicId,
      });
    const { body } = await ask(letter.id).expect(200);
    expect(body).toMatchObject({
      count: 1,
      mailableCount: 1,
      isEstimate: false,
      estimate: null,
      sample: [{ id: ana.id, email: ana.email, firstName: 'Ana', lastName: null }],
      tooSmall: true,
      minimum: 10,
      tookMs: expect.any(Number),
      afterEachRule: [
        { pointer: '/rules/0', count: 2 },
        { pointer: '/rules/1', count: 1 },
      ],
    });
    expect((await ask(offers.id).expect(200)).body.mailableCount).toBe(0);
    const elsewhere = await aTopic(api.db, (await api.aWorkspace()).workspace.id);
    expect((await ask(elsewhere.id).expect(400)).body.errors).toMatchObject([
      { pointer: '/topicId', code: 'segment.unknown-topic' },
    ]);
  });

  it('stops in PostgreSQL when the caller hangs up', async () => {
    const [holder, onlooker] = [1, 2].map(() => new Client({ connectionString: api.databaseUrl })) as [
      Client,
      Client,
    ];
    await Promise.all([holder.connect(), onlooker.connect()]);
    const running = async (): Promise<number> =>
      (
        await onlooker.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%WITH marked AS%'
             AND pid <> pg_backend_pid()`,
        )
      ).rowCount ?? 0;
    try {
      await holder.query('BEGIN; LOCK TABLE contacts IN ACCESS EXCLUSIVE MODE');
      const caller = new AbortController();
      const asked = fetch(`${api.url}/api/v1/segments/preview`, {
        method: 'POST',
        headers: { authorization: `Bearer ${home.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ tree: tree({ field: 'country', op: 'isSet' }) }),
        signal: caller.signal,
      }).catch((error: Error) => error.name);
      await until('the preview is running', async () => ((await running()) > 0 ? true : null));
      const startedAt = performance.now();
      caller.abort();
      await until('it has stopped', async () => ((await running()) === 0 ? true : null));
      // Its own time limit would have ended it after three seconds.
      expect(performance.now() - startedAt).toBeLessThan(2000);
      expect(await asked).toBe('AbortError');
    } finally {
      await holder.query('ROLLBACK');
      await Promise.all([holder.end(), onlooker.end()]);
    }
  });

  it('refuses hostile bodies with the place of the mistake', async () => {
    const post = (body: string) =>
      home.http.post('/api/v1/segments/preview').set('content-type', 'application/json').send(body);
    const rules = (...texts: string[]) => `{"tree":{"v":1,"match":"all","rules":[${texts.join(',')}]}}`;
    const cases: [string, string][] = [
      [rules('{"field":"age","op":"gt","value":1e309}'), '/tree/rules/0/value'],
      [rules(`{"field":"age","op":"gt","value":${'9'.repeat(400)}}`), '/tree/rules/0/value'],
      [rules('{"field":"city","op":"is","value":"\\ud800"}'), ''],
      [rules('{"field":"city","op":"is","value":"a\\u0000b"}'), ''],
      [rules('{"__proto__":{"field":"city"}}'), 'request.reserved-key'],
      [rules('{"field":"__proto__","op":"isSet"}'), '/tree/rules/0/field'],
      [rules('{"event":"a.b","within":{"last":1e6,"unit":"year"}}'), '/tree/rules/0/within/last'],
      [
        rules('{"event":"a.b","where":{"match":"all","rules":[{"property":"p","op":"like"}]}}'),
        '/tree/rules/0/where/rules/0/op',
      ],
      [rules(...Array<string>(10_000).fill('{}')), '/tree/rules'],
      [rules(`{"field":"city","op":"is","value":"${'x'.repeat(1_000_000)}"}`), '/tree/rules/0/value'],
    ];
    for (const [body, pointer] of cases) {
      const answer = await post(body);
      expect([answer.status, body.slice(0, 90)]).toEqual([400, body.slice(0, 90)]);
      if (pointer) expect(answer.body.errors?.[0]?.pointer ?? answer.body.code).toBe(pointer);
    }
  });
});
