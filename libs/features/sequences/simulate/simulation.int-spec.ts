import { aContact } from '../../../testing/factories/contact';
import { aSubscription } from '../../../testing/factories/topic';
import {
  startDefinition,
  type DefinitionFixture,
  type DefinitionHome,
} from '../../../testing/sequences/definition-fixture';
import { Enrollments } from '../enrollments/enrollments.service';
import { SequenceSimulation } from './simulation.service';

let fixture: DefinitionFixture;
let home: DefinitionHome;

beforeAll(async () => {
  fixture = await startDefinition();
});

afterAll(() => fixture.close());

beforeEach(async () => {
  home = await fixture.aHome();
});

const MONDAY = new Date('2026-11-23T18:00:00Z');
const fromJapan = { v: 1, match: 'all', rules: [{ field: 'country', op: 'is', value: 'JP' }] };
const simulate = (id: string, input: object = {}) =>
  fixture.app.get(SequenceSimulation).simulate(home.actor, id, { startAt: MONDAY, ...input });
const branching = () => ({
  filter: fromJapan,
  window: { from: '09:00', to: '17:00' },
  start: 'asks',
  steps: {
    asks: { kind: 'branch', cases: [{ tree: fromJapan, next: 'yes' }], else: 'no' },
    yes: { kind: 'email', templateId: home.templateId, subject: 'Konnichiwa' },
    no: { kind: 'email', templateId: home.templateId, subject: 'Hello' },
  },
});
const rows = async (): Promise<unknown> =>
  fixture.db.queryOne(
    `SELECT (SELECT count(*) FROM contacts WHERE workspace_id = $1) AS contacts, (SELECT count(*) FROM contact_events WHERE workspace_id = $1) AS events,
       (SELECT count(*) FROM audit_entries WHERE workspace_id = $1) AS audits, (SELECT count(*) FROM enrollments WHERE workspace_id = $1) AS passages`,
    [home.workspaceId],
  );

it('asks the rules of a real contact in their own zone, and says why a mail would not be sent', async () => {
  const { id } = await fixture.aDraft(home, branching());
  const contact = await aContact(fixture.db, home.workspaceId, {
    country: 'JP',
    timeZone: 'Asia/Tokyo',
    firstName: 'Aiko',
  });
  const before = await rows();
  const done = await simulate(id, { contactId: contact.id });
  expect(done).toMatchObject({
    zone: 'Asia/Tokyo',
    enters: { holds: true },
    contactId: contact.id,
    version: null,
  });
  expect(done.entries).toMatchObject([
    { step: 'asks', next: 'yes', why: expect.stringContaining('Aiko') as string },
    { step: 'yes', isSent: false, at: new Date('2026-11-24T00:00:00Z') },
  ]);
  expect(await rows()).toEqual(before);
  await aSubscription(fixture.db, home.workspaceId, { contactId: contact.id, topicId: home.topicId });
  expect((await simulate(id, { contactId: contact.id })).entries[1]).toMatchObject({
    isSent: true,
    does: 'Gets the email “Konnichiwa”.',
    why: 'It fell due on Tue 24 Nov 2026, 03:00, outside of the sending times (09:00–17:00).',
  });
});

it('makes a contact up from values, and leaves no trace of it', async () => {
  const { id } = await fixture.aDraft(home, branching());
  const before = await rows();
  const values = { country: 'JP', timeZone: 'America/New_York' };
  expect(await simulate(id, { values })).toMatchObject({
    zone: 'America/New_York',
    enters: { holds: true },
    entries: [{ next: 'yes' }, { isSent: true, at: MONDAY }],
  });
  expect(await simulate(id)).toMatchObject({
    zone: 'Europe/Lisbon',
    enters: { holds: false },
    entries: [{ next: 'no' }, {}],
  });
  expect(await rows()).toEqual(before);
});

it('walks a published version as it was', async () => {
  const { id } = await fixture.aDraft(home, branching());
  await fixture.lifecycle.publish(home.actor, id, { inside: 'stay' });
  await fixture.sequences.update(home.actor, id, {
    graph: { v: 1, start: 'end', steps: { end: { kind: 'end' } } },
  });
  expect((await simulate(id)).entries.map(({ kind }) => kind)).toEqual(['end']);
  expect((await simulate(id, { version: 1 })).entries.map(({ kind }) => kind)).toEqual(['branch', 'email']);
});

it('heeds caps and quiet hours, and the mail that the contact has had and gets on the way', async () => {
  await fixture.db.execute(
    `UPDATE workspaces SET cap_emails = 1, cap_days = 2, quiet_from = '20:00', quiet_to = '08:00' WHERE id = $1`,
    [home.workspaceId],
  );
  const mail = (next: string | null) => ({ kind: 'email', templateId: home.templateId, next });
  const { id } = await fixture.aDraft(home, {
    start: 'first',
    steps: {
      first: mail('pause'),
      pause: { kind: 'wait', for: { n: 1, unit: 'day' }, next: 'second' },
      second: mail(null),
    },
  });
  const at = new Date('2026-11-23T21:00:00Z');
  const { entries, endsAt } = await simulate(id, { startAt: at });
  // At nine in the evening it is quiet until eight; the second comes two days after the first, and the contact waits for neither.
  expect(entries).toMatchObject([
    { step: 'first', isSent: true, at: new Date('2026-11-24T08:00:00Z') },
    { step: 'pause', at, until: new Date('2026-11-24T21:00:00Z') },
    { step: 'second', isSent: true, at: new Date('2026-11-26T08:00:00Z') },
  ]);
  expect(entries[0]?.why).toContain('quiet hours');
  expect(entries[2]?.why).toContain('nobody more than 1 in 2 days');
  expect(endsAt).toEqual(new Date('2026-11-24T21:00:00Z'));
});

it('says that somebody who was in it already would not enter', async () => {
  const { id } = await fixture.aDraft(home, { triggers: [{ api: true }] });
  await fixture.lifecycle.publish(home.actor, id, { inside: 'stay' });
  const contact = await aContact(fixture.db, home.workspaceId);
  await aSubscription(fixture.db, home.workspaceId, { contactId: contact.id, topicId: home.topicId });
  expect((await simulate(id, { contactId: contact.id })).enters.holds).toBe(true);
  await fixture.app.get(Enrollments).enroll(home.actor, id, { contactIds: [contact.id] });
  const inside = await simulate(id, { contactId: contact.id });
  expect(inside.enters).toEqual({ holds: false, because: 'It is in it already.' });
  expect(inside.entries).not.toEqual([]);
});

it('asks no more rules than a page can wait for, and says how to go on', async () => {
  const fromNowhere = { v: 1, match: 'all', rules: [{ field: 'country', op: 'is', value: 'AQ' }] };
  const steps = Array.from({ length: 21 }, (_, index) => {
    const next = index === 20 ? null : `asks-${index + 1}`;
    const cases = Array.from({ length: 10 }, () => ({ tree: fromNowhere, next }));
    return [`asks-${index}`, { kind: 'branch', cases, else: next }] as const;
  });
  const { id } = await fixture.aDraft(home, { start: 'asks-0', steps: Object.fromEntries(steps) });
  await expect(simulate(id)).rejects.toMatchObject({
    code: 'sequence.too-many-questions',
    message: expect.stringContaining('"answers"') as string,
  });
  expect((await simulate(id, { answers: { 'asks-0': 'else' } })).entries).toHaveLength(21);
});

it('refuses what it cannot walk', async () => {
  const { id } = await fixture.sequences.create(home.actor, { name: 'Empty' });
  await expect(simulate(id)).rejects.toMatchObject({ code: 'sequence.not-ready' });
  const other = await fixture.aHome();
  const foreign = await aContact(fixture.db, other.workspaceId);
  const { id: whole } = await fixture.aDraft(home);
  await expect(simulate(whole, { contactId: foreign.id })).rejects.toMatchObject({
    code: 'contact.not-found',
  });
  await expect(simulate(whole, { version: 3 })).rejects.toMatchObject({ code: 'sequence-version.not-found' });
  await expect(simulate(whole, { values: { country: 'Portugal!' } })).rejects.toMatchObject({
    code: 'contact.invalid',
  });
  await expect(simulate(whole, { values: {}, contactId: foreign.id })).rejects.toMatchObject({
    code: 'sequence.invalid-simulation',
  });
});
