import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXPORT_STATEMENTS, NOT_EXPORTED } from '@features/contacts';
import { startApi, type TestApi, type TestWorkspace } from './support/api';
import { readyToSend } from './support/product';
import { aSentCampaign, type SentMessage } from './support/sent-message';
import { leaveTraces, PERSON, type Traces } from './support/traces';

/** Everything by which the person could be recognised; whole and in parts, as text and as the octets of `bytea`. */
const NEEDLES = [
  ...Object.values(PERSON),
  PERSON.email.split('@')[0] ?? '',
  PERSON.formerEmail.split('@')[0] ?? '',
].map((needle) => needle.toLowerCase());

describe('privacy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidings-privacy-'));
  let api: TestApi;
  let home: TestWorkspace;
  let message: SentMessage;
  let traces: Traces;

  beforeAll(async () => {
    api = await startApi({ TIDINGS_DATA_DIR: folder });
    home = await api.aWorkspace({ name: 'Salt & Stone' });
    const setting = await readyToSend(home);
    const campaign = await aSentCampaign(api, home);
    await home.http
      .post('/api/v1/contact-fields')
      .send({ key: 'pet', label: 'Pet', type: 'text' })
      .expect(201);
    message = await campaign.aRecipient({
      contact: {
        email: PERSON.formerEmail,
        firstName: PERSON.firstName,
        lastName: PERSON.lastName,
        phone: PERSON.phone,
        attributes: { pet: PERSON.pet },
        tags: ['Regular'],
      },
    });
    traces = await leaveTraces(api, { home, message, topicId: campaign.topicId, senderId: setting.senderId });
  });

  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Every table of every schema, of the queue too, that holds one of the needles in any column. */
  async function tablesWithTraces(): Promise<string[]> {
    const tables = await api.db.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await api.db.query<{ needle: string }>(
        `SELECT DISTINCT needle FROM (SELECT lower(to_jsonb(t)::text) AS text FROM ${name} t) AS rows, unnest($1::text[]) AS needle
         WHERE position(needle IN text) > 0 OR position(encode(convert_to(needle, 'UTF8'), 'hex') IN text) > 0`,
        [NEEDLES],
      );
      found.push(...rows.map(({ needle }) => `${name}: ${needle}`));
    }
    return found;
  }

  function filesWithTraces(): string[] {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    );
    return files
      .filter((file) => statSync(file).isFile())
      .filter((file) => NEEDLES.some((needle) => readFileSync(file, 'utf8').toLowerCase().includes(needle)));
  }

  const exportUrl = () => `/api/v1/contacts/${message.contact.id}/export`;

  it('gives out everything that is held about a person in one call', async () => {
    const { body, headers } = await home.http.get(exportUrl()).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({
      contact: { email: PERSON.email, first_name: PERSON.firstName, attributes: { pet: PERSON.pet } },
      company: { name: 'ACME' },
      tags: [{ name: 'Regular' }],
      notes: [{ body: expect.stringContaining(PERSON.secret) }],
      subscriptions: [{ status: 'subscribed', legalBasis: 'explicit' }],
      consentRecords: expect.arrayContaining([expect.objectContaining({ action: 'paused', ip: PERSON.ip })]),
      orders: [{ number: '4711', lines: [{ name: 'Espresso blend' }] }],
      deliveries: expect.arrayContaining([
        expect.objectContaining({ campaign: 'Spring', topic: 'Product <news>', status: 'accepted' }),
        expect.objectContaining({ subject: 'Your order', from: 'letters@mare-alta.example' }),
      ]),
      messages: [{ data: { secret: PERSON.secret } }],
      trackingHits: [{ kind: 'open', ip: PERSON.ip }],
      sequences: [{ sequence: 'Welcome', trigger: { friend: PERSON.email }, steps: [{ step: 'before' }] }],
      formSubmissions: [{ email: PERSON.email }, { email: PERSON.email }],
      importErrors: [{ value: expect.stringContaining(PERSON.email) }],
    });
    expect(body.events.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['contact.created', 'contact.changed', 'quiz.taken', 'order.placed']),
    );
    const text = JSON.stringify(body);
    for (const internal of ['workspace_id', 'address_hash', 'email_key', 'request_hash'])
      expect(text).not.toContain(internal);
    for (const needle of NEEDLES) expect(text.toLowerCase()).toContain(needle);
  });

  it('gives the same as CSV that no spreadsheet runs', async () => {
    const headers = { Authorization: `Bearer ${home.apiKey}` };
    const answer = await fetch(`${api.url}${exportUrl()}?format=csv`, { headers });
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(text).toContain('section,item,field,value\r\n');
    expect(text).toContain(`contact,1,email,${PERSON.email}\r\n`);
    expect(text).toContain(`contact,1,attributes.pet,'${PERSON.pet}`);
    expect((await fetch(`${api.url}${exportUrl()}?format=xml`, { headers })).status).toBe(400);
    const stranger = await api.aWorkspace();
    await stranger.http.get(exportUrl()).expect(404);
  });

  it('exports every table that names a contact', async () => {
    const tables = await api.db.query<{ name: string }>(
      `SELECT DISTINCT c.table_name AS name FROM information_schema.columns c
       JOIN pg_class t ON t.oid = format('%I.%I', c.table_schema, c.table_name)::regclass AND NOT t.relispartition
       WHERE c.table_schema = 'public' AND c.column_name = 'contact_id' ORDER BY 1`,
    );
    const missing = tables.filter(
      ({ name }) => !NOT_EXPORTED.includes(name) && !new RegExp(`\\b${name}\\b`).test(EXPORT_STATEMENTS),
    );
    expect(missing).toEqual([]);
  });

  it('finds the traces that it looks for before the erasure', async () => {
    const found = (await tablesWithTraces()).map((trace) => trace.split(':', 1)[0]);
    expect([...new Set(found)]).toEqual(
      expect.arrayContaining([
        'public.consent_records',
        'public.contact_import_errors',
        'public.contacts',
        'public.enrollment_steps',
        'public.enrollments',
        'public.sequence_signals',
        'public.deliveries',
        'public.form_mails',
        'public.form_submissions',
        'public.idempotency_keys',
        'public.messages',
        'public.notes',
        'public.sending_holds',
        'public.suppressions',
        'public.template_previews',
        'public.tracking_hits',
        'public.webhook_calls',
      ]),
    );
    expect(filesWithTraces()).toHaveLength(1);
  });

  it('leaves nothing of an erased person, in no table, queue or file, but the keyed hash', async () => {
    await home.http.post(`/api/v1/contact-imports/${traces.importId}/cancel`).expect(200);
    await home.http.delete(`/api/v1/contacts/${message.contact.id}?reason=asked`).expect(204);
    expect(await tablesWithTraces()).toEqual([]);
    expect(filesWithTraces()).toEqual([]);
    const kept = await api.db.query(
      `SELECT reason, email FROM suppressions WHERE workspace_id = $1 AND address_hash = $2`,
      [home.workspace.id, traces.addressHash],
    );
    expect(kept).toEqual([{ reason: 'erased', email: null }]);
    const evidence = await api.db.query(
      `SELECT DISTINCT contact_id, ip, user_agent FROM consent_records WHERE workspace_id = $1 AND address_hash = ANY ($2::bytea[])`,
      [home.workspace.id, [traces.addressHash, traces.formerHash]],
    );
    expect(evidence).toEqual([{ contact_id: null, ip: null, user_agent: null }]);
    const { body } = await home.http.get('/api/v1/contacts').expect(200);
    expect(body.items).toHaveLength(traces.others);
  });

  it('would tell when a new table kept people for longer: all that names a contact or an address is looked after', async () => {
    const columns = await api.db.query<{ name: string; column: string; cascades: boolean }>(
      `SELECT c.table_name AS name, c.column_name AS "column", EXISTS (
         SELECT FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
         WHERE t.relname = c.table_name AND k.contype = 'f' AND k.confdeltype IN ('c', 'n')
           AND k.confrelid IN ('contacts'::regclass, 'orders'::regclass, 'enrollments'::regclass, 'form_submissions'::regclass)) AS cascades
       FROM information_schema.columns c
       JOIN pg_class p ON p.oid = format('%I.%I', c.table_schema, c.table_name)::regclass AND NOT p.relispartition AND p.relkind IN ('r', 'p')
       WHERE c.table_schema = 'public' AND (c.column_name = 'contact_id' OR c.column_name ~ '(e_?mail|address|recipient)')`,
    );
    const careless = columns.filter(
      ({ name, cascades, column }) =>
        !cascades && !LOOKED_AFTER.has(name) && !NOT_OF_CONTACTS.has(`${name}.${column}`),
    );
    expect(careless).toEqual([]);
  });
});

/** By statements of `ContactErasureRepository`, or marks of work that is done within minutes. */
const LOOKED_AFTER = new Set([
  'changed_contacts',
  'computed_values_due',
  'consent_records',
  'contact_index',
  'contact_events',
  'contacts',
  'deliveries',
  'messages',
  'segment_memberships',
  'sequence_signals',
  'suppressions',
  'test_recipients',
  'tracking_hits',
]);

const NOT_OF_CONTACTS = new Set([
  'computed_values.email_clicks',
  'computed_values.email_opens',
  'senders.from_email',
  'users.email',
  'users.email_key',
  'workspaces.cap_emails',
  'workspaces.postal_address',
]);
