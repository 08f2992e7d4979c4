import { AddressHasher } from '@features/contacts';
import { RunContactImportService } from '@features/imports';
import type { TestApi, TestWorkspace } from './api';
import type { SentMessage } from './sent-message';

/** A person whose every detail is found nowhere else. */
export const PERSON = {
  email: 'zoraida.traces@vestigio.example',
  formerEmail: 'zora.former@vestigio-antigo.example',
  firstName: 'Zoraïda',
  lastName: 'Vestígio-Quental',
  phone: '+351 919 555 0137',
  pet: '=Capybara Quixote',
  secret: 'prefers the window table',
  ip: '203.0.113.177',
  agent: 'TraceBrowser/77.1',
};

export interface Traces {
  addressHash: Buffer;
  formerHash: Buffer;
  /** An import that was not run yet: its file holds the person. */
  importId: string;
  /** Contacts that are there beside the person when all is done. */
  others: number;
}

interface Scene {
  home: TestWorkspace;
  message: SentMessage;
  topicId: string;
  senderId: string;
}

/** Leaves traces of a person wherever the product keeps something. The contact has the former address until here. */
export async function leaveTraces(api: TestApi, scene: Scene): Promise<Traces> {
  const { home, message } = scene;
  const workspaceId = home.workspace.id;
  const hasher = api.app.get(AddressHasher, { strict: false });
  await actOnContact(api, scene);
  await postMail(scene);
  await leaveRows(api, scene);
  await leaveCalls(api, scene);
  await leaveSequence(api, scene);
  await leaveForms(api, { workspaceId, contactId: message.contact.id });
  const done = await uploadImport(home);
  await api.app.get(RunContactImportService, { strict: false }).run(workspaceId, done);
  const importId = await uploadImport(home);
  return {
    addressHash: hasher.hash(workspaceId, PERSON.email),
    formerHash: hasher.hash(workspaceId, PERSON.formerEmail),
    importId,
    others: 1,
  };
}

async function actOnContact(api: TestApi, { home, message }: Scene): Promise<void> {
  const { http } = home;
  const { id } = message.contact;
  await http
    .post('/api/v1/suppressions')
    .send({ email: PERSON.formerEmail, note: PERSON.secret })
    .expect(201);
  await http.patch(`/api/v1/contacts/${id}`).send({ email: PERSON.email, company: 'ACME' }).expect(200);
  await http.put('/api/v1/contacts/by-email').send({ email: PERSON.email, city: 'Porto' }).expect(200);
  await http
    .post(`/api/v1/contacts/${id}/notes`)
    .set('Idempotency-Key', 'note')
    .send({ body: `${PERSON.email} ${PERSON.secret}` })
    .expect(201);
  await http
    .put('/api/v1/test-recipients')
    .send({ addresses: ['team@example.com', PERSON.email] })
    .expect(200);
  const event = { email: PERSON.email, name: 'quiz.taken', properties: { friend: PERSON.email } };
  await http
    .post('/api/v1/events')
    .send({ events: [event] })
    .expect(200);
  const line = { product: 'ESP', name: 'Espresso blend', category: 'Coffee', quantity: 1, unitPrice: 9 };
  const order = { number: '4711', email: PERSON.email, lines: [line], placedAt: '2026-01-05T10:00:00Z' };
  await http
    .post('/api/v1/orders')
    .send({ orders: [order] })
    .expect(200);
  await api.db.execute(`UPDATE consent_records SET ip = $2 WHERE contact_id = $1`, [id, PERSON.ip]);
  await api.http
    .post(`/p/${message.tokens.preferences}`)
    .set('User-Agent', PERSON.agent)
    .type('form')
    .send('action=pause-2')
    .expect(200);
  await api.db.execute(
    `UPDATE consent_records SET ip = $2, details = details || '{"by": "${PERSON.email}"}' WHERE contact_id = $1`,
    [id, PERSON.ip],
  );
}

async function postMail({ home, senderId }: Scene): Promise<void> {
  const mjml =
    '<mjml><mj-body><mj-section><mj-column><mj-text>{{data.secret}}</mj-text></mj-column></mj-section></mj-body></mjml>';
  const post = {
    to: { email: PERSON.email, name: `${PERSON.firstName} ${PERSON.lastName}` },
    subject: 'Your order',
    mjml,
    senderId,
    data: { secret: PERSON.secret },
  };
  await home.http.post('/api/v1/messages').set('Idempotency-Key', 'mail').send(post).expect(202);
}

/** What only servers and browsers cause. */
async function leaveRows({ db }: TestApi, { home, message }: Scene): Promise<void> {
  const values = [home.workspace.id, message.contact.id, message.deliveryId];
  await db.execute(`UPDATE deliveries SET email = $2, reply = 'queued for ' || $2 WHERE contact_id = $1`, [
    message.contact.id,
    PERSON.email,
  ]);
  await db.execute(
    `INSERT INTO tracking_hits (workspace_id, contact_id, delivery_id, kind, occurred_at, is_machine, user_agent, ip)
     VALUES ($1, $2, $3, 'open', now(), false, $4, $5)`,
    [...values, PERSON.agent, PERSON.ip],
  );
  await db.execute(
    `INSERT INTO template_previews (token_hash, workspace_id, owner_key, html, expires_at)
     VALUES ('\\x01', $1, 'x', 'Dear ' || $2, now() + interval '5 minutes')`,
    [home.workspace.id, PERSON.firstName],
  );
  await db.execute(
    `INSERT INTO sending_holds (scope, workspace_id, kind, server_id, server_label, cause, reply, strikes, since, struck_at, held_until)
     SELECT 'traces ' || n, CASE WHEN n = 1 THEN $1::uuid END, 'server', 's', 's', 'refused', '550 5.7.1 <' || $2 || '>: go away', 1,
       now(), now(), now()
     FROM generate_series(1, 2) AS n`,
    [home.workspace.id, PERSON.email],
  );
}

/** A sequence that the person is in, and an event that waits to be heard by it. */
async function leaveSequence({ db }: TestApi, { home, message }: Scene): Promise<void> {
  const workspaceId = home.workspace.id;
  const sequence = await db.queryOne<{ id: string }>(
    `INSERT INTO sequences (workspace_id, name, name_key, draft) VALUES ($1, 'Welcome', 'welcome', '{}') RETURNING id`,
    [workspaceId],
  );
  await db.execute(
    `INSERT INTO sequence_versions (workspace_id, sequence_id, number, graph, published_by) VALUES ($1, $2, 1, '{}', 'test')`,
    [workspaceId, sequence?.id],
  );
  const enrollment = await db.queryOne<{ id: string }>(
    `INSERT INTO enrollments (workspace_id, sequence_id, version, contact_id, entry, step, step_entered_at, due_at, entered_at, since, trigger)
     VALUES ($1, $2, 1, $3, 1, 'hello', now(), now(), now(), now(), jsonb_build_object('friend', $4::text)) RETURNING id`,
    [workspaceId, sequence?.id, message.contact.id, PERSON.email],
  );
  await db.execute(
    `INSERT INTO enrollment_steps (workspace_id, enrollment_id, step, visit, version, entered_at, left_at, outcome, details)
     VALUES ($1, $2, 'before', 1, 1, now(), now(), 'done', jsonb_build_object('note', $3::text))`,
    [workspaceId, enrollment?.id, PERSON.secret],
  );
  await db.execute(
    `INSERT INTO sequence_signals (workspace_id, contact_id, name, event_id, properties, occurred_at)
     VALUES ($1, $2, 'quiz.taken', uuidv7(), jsonb_build_object('friend', $3::text), now())`,
    [workspaceId, message.contact.id, PERSON.email],
  );
}

/** What was told to other systems. */
async function leaveCalls({ db }: TestApi, { home, message }: Scene): Promise<void> {
  for (const contactId of [message.contact.id, null])
    await db.execute(
      `INSERT INTO webhook_calls (workspace_id, contact_id, url, event, data, occasion)
       VALUES ($1, $2, 'https://crm.example/in', 'form.submitted', jsonb_build_object('email', $3::text, 'why', $4::text), $5)`,
      [home.workspace.id, contactId, PERSON.email, PERSON.secret, `traces of ${contactId}`],
    );
}

async function leaveForms(
  { db }: TestApi,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
): Promise<void> {
  const form = await db.queryOne<{ id: string }>(
    `INSERT INTO forms (workspace_id, name, slug, draft) VALUES ($1, 'Quiz', 'quiz-of-traces', '{}') RETURNING id`,
    [workspaceId],
  );
  await db.execute(
    `INSERT INTO form_versions (workspace_id, form_id, number, definition, published_by) VALUES ($1, $2, 1, '{}', 'test')`,
    [workspaceId, form?.id],
  );
  // One that was confirmed, and one that never was and has no contact.
  for (const contact of [contactId, null]) {
    const submission = await db.queryOne<{ id: string }>(
      `INSERT INTO form_submissions (workspace_id, form_id, version, status, score, channel, language, contact_id, email, email_key,
         answers, ip, user_agent)
       VALUES ($1, $2, 1, $3, 0, 'hosted', 'en', $4, $5, $5, jsonb_build_object('why', $6::text), $7, $8) RETURNING id`,
      [
        workspaceId,
        form?.id,
        contact === null ? 'pending' : 'confirmed',
        contact,
        PERSON.email,
        PERSON.secret,
        PERSON.ip,
        PERSON.agent,
      ],
    );
    await db.execute(
      `INSERT INTO form_mails (workspace_id, submission_id, kind, to_email) VALUES ($1, $2, 'confirmation', $3)`,
      [workspaceId, submission?.id, PERSON.email],
    );
  }
}

/** Its error report quotes the person; so does its file, until it has run. */
async function uploadImport({ http }: TestWorkspace): Promise<string> {
  const csv = `Email,First Name,Country\n${PERSON.email} and friends,${PERSON.firstName},Portugal\nother@r.example,Rui,PT\n`;
  const body = await http
    .post('/api/v1/contact-imports?fileName=people.csv')
    .set('Content-Type', 'text/csv')
    .send(csv)
    .expect(202);
  return body.body.id as string;
}
