import {
  startSequences,
  type SequencesFixture,
  type SequencesHome,
} from '../../../testing/sequences-fixture';
import { SequenceNotices } from '../engine/sequence-notices.service';
import { SequenceListeners } from '../signals/sequence-listeners.service';
import { EnrollmentReads } from './enrollment-reads.service';
import { Enrollments } from './enrollments.service';

// What people do with passages, and what single steps write.
let fixture: SequencesFixture;
let home: SequencesHome;

beforeAll(async () => {
  fixture = await startSequences();
});

afterAll(() => fixture.close());

beforeEach(async () => {
  home = await fixture.aHome();
});

const MONDAY = new Date('2026-11-23T18:00:00Z');
const after = (hours: number): Date => new Date(MONDAY.getTime() + hours * 3_600_000);
const api = { triggers: [{ api: true as const }] };
const enrollments = (): Enrollments => fixture.app.get(Enrollments);
const reads = (): EnrollmentReads => fixture.app.get(EnrollmentReads);

async function enrolls(sequenceId: string, ...contactIds: string[]): Promise<string[]> {
  const answers = await enrollments().enroll(home.actor, sequenceId, { contactIds, now: MONDAY });
  await fixture.run(home, MONDAY);
  return contactIds.map((id) => answers.find(({ contactId }) => contactId === id)?.enrollmentId ?? '');
}

const wait = (days: number, next: string | null): object => ({
  kind: 'wait',
  for: { n: days, unit: 'day' },
  next,
});
const waitsThenMails = {
  first: { kind: 'email', next: 'wait' },
  wait: wait(2, 'second'),
  second: { kind: 'email' },
};

describe('by hand', () => {
  it('enrols by a call where the sequence allows it, and says of everybody else why not', async () => {
    const sequence = await fixture.publish(home, { ...api, steps: { wait: wait(1, null) } });
    const [reader, inside] = [await fixture.aReader(home), await fixture.aReader(home)];
    await enrolls(sequence, inside);
    const elsewhere = await fixture.aReader(await fixture.aHome());
    const answers = await enrollments().enroll(home.actor, sequence, {
      contactIds: [reader, inside, elsewhere],
    });
    const why = new Map(answers.map((answer) => [answer.contactId, answer.why]));
    expect([reader, inside, elsewhere].map((id) => why.get(id))).toEqual([
      null,
      'already-in',
      'unknown-contact',
    ]);
    const closed = await fixture.publish(home, { steps: { wait: wait(1, null) } });
    await expect(enrollments().enroll(home.actor, closed, { contactIds: [reader] })).rejects.toMatchObject({
      code: 'sequence.no-api-trigger',
    });
    await fixture.setStatus(home, sequence, 'archived');
    await expect(enrollments().enroll(home.actor, sequence, { contactIds: [reader] })).rejects.toMatchObject({
      code: 'sequence.not-running',
    });
    const strangers = { ...home.actor, workspaceId: (await fixture.aHome()).workspaceId };
    await expect(enrollments().enroll(strangers, sequence, { contactIds: [reader] })).rejects.toMatchObject({
      code: 'sequence.not-found',
    });
  });

  it('stops a passage for good', async () => {
    const sequence = await fixture.publish(home, { ...api, steps: waitsThenMails });
    const reader = await fixture.aReader(home);
    const [id = ''] = await enrolls(sequence, reader);
    await enrollments().stop(home.actor, id, after(1));
    await expect(enrollments().stop(home.actor, id)).rejects.toMatchObject({ code: 'enrollment.ended' });
    await fixture.run(home, after(100));
    expect(await fixture.path(sequence, reader)).toEqual(['first:mail', 'wait:stopped']);
    expect(await fixture.mails(reader)).toMatchObject([{ step: 'first', status: 'cancelled' }]);
  });

  it('moves a contact back: what comes from there on happens once more', async () => {
    const sequence = await fixture.publish(home, { ...api, steps: waitsThenMails });
    const reader = await fixture.aReader(home);
    const [id = ''] = await enrolls(sequence, reader);
    await enrollments().move(home.actor, id, { step: 'first', now: after(1) });
    await expect(enrollments().move(home.actor, id, { step: 'nowhere' })).rejects.toMatchObject({
      code: 'enrollment.no-such-step',
    });
    await fixture.run(home, after(1));
    await fixture.run(home, after(49));
    expect(await fixture.path(sequence, reader)).toEqual([
      'first:mail',
      'wait:moved',
      'first:mail',
      'wait:waited',
      'second:mail',
    ]);
    expect(await fixture.mails(reader)).toHaveLength(3);
  });

  it('keeps contacts in their version, or moves them over: a changed wait counts from when it began', async () => {
    const sequence = await fixture.publish(home, {
      ...api,
      steps: { wait: wait(2, 'tag'), tag: tag('old') },
    });
    const [stays, moves] = [await fixture.aReader(home), await fixture.aReader(home)];
    await enrolls(sequence, stays);
    await fixture.publish(
      home,
      { ...api, steps: { wait: wait(5, 'tag'), tag: tag('new') } },
      { version: 2, sequenceId: sequence },
    );
    await fixture.run(home, after(48));
    expect(await tagsOf(stays)).toEqual(['old']);
    await fixture.publish(
      home,
      { ...api, steps: { wait: wait(2, 'tag'), tag: tag('third') } },
      { version: 3, sequenceId: sequence },
    );
    await enrolls(sequence, moves);
    await fixture.publish(
      home,
      { ...api, steps: { wait: wait(5, 'tag'), tag: tag('fourth') } },
      { version: 4, sequenceId: sequence },
    );
    expect(await enrollments().moveToVersion(home.workspaceId, sequence, { version: 4, now: after(1) })).toBe(
      1,
    );
    await fixture.run(home, after(1));
    expect(await fixture.where(sequence, moves)).toMatchObject([{ step: 'wait', due: after(24 * 5) }]);
    await fixture.run(home, after(24 * 5));
    expect(await tagsOf(moves)).toEqual(['fourth']);
  });

  it('goes on hearing what those in an older version wait for', async () => {
    const goal = { event: 'order.placed', where: null };
    const sequence = await fixture.publish(home, { ...api, goal, steps: { wait: wait(2, null) } });
    const reader = await fixture.aReader(home);
    await enrolls(sequence, reader);
    await fixture.publish(
      home,
      { ...api, steps: { wait: wait(2, null) } },
      { version: 2, sequenceId: sequence },
    );
    await fixture.happens(home, reader, { name: 'order.placed', at: after(1) });
    await fixture.run(home, after(1));
    expect(await fixture.where(sequence, reader)).toMatchObject([{ status: 'completed', reason: 'goal' }]);
  });

  it('takes everybody out of a sequence that is archived', async () => {
    const sequence = await fixture.publish(home, { ...api, steps: waitsThenMails });
    const readers = [await fixture.aReader(home), await fixture.aReader(home)];
    await enrolls(sequence, ...readers);
    expect(
      await enrollments().endAll(home.workspaceId, sequence, { reason: 'archived', now: after(1) }),
    ).toBe(2);
    await fixture.app.get(SequenceListeners).rebuild(home.workspaceId, sequence);
    expect(await fixture.path(sequence, readers[0] ?? '')).toEqual(['first:mail', 'wait:archived']);
  });

  it('tells what happened, what is next and when, and counts by step', async () => {
    const sequence = await fixture.publish(home, { ...api, steps: waitsThenMails });
    const reader = await fixture.aReader(home);
    const [id = ''] = await enrolls(sequence, reader, await fixture.aReader(home));
    await fixture.send(home);
    const log = await reads().log(home.workspaceId, id, after(1));
    expect(log).toMatchObject({
      why: 'waiting',
      enrollment: { step: 'wait', dueAt: after(48), status: 'active', contactId: reader },
      steps: [{ step: 'first', outcome: 'mail', mail: { status: 'accepted' } }],
    });
    expect(await reads().counts(home.workspaceId, sequence)).toMatchObject([
      { step: 'first', waiting: 0, passed: 2, exited: 0, sent: 2, delivered: 2, opened: 0 },
      { step: 'wait', waiting: 2, passed: 0, sent: 0 },
    ]);
    const page = await reads().list(home.workspaceId, sequence, { limit: 1 });
    expect(page.items).toHaveLength(1);
    const rest = await reads().list(home.workspaceId, sequence, { limit: 5, cursor: page.nextCursor ?? '' });
    expect(rest.items.map((one) => one.id)).toEqual([id]);
    const { workspaceId } = await fixture.aHome();
    await expect(reads().log(workspaceId, id)).rejects.toMatchObject({ code: 'enrollment.not-found' });
  });
});

const tag = (name: string, next: string | null = null): object => ({
  kind: 'tag',
  tag: name,
  do: 'add',
  next,
});

async function tagsOf(contactId: string): Promise<string[]> {
  const rows = await fixture.db.query<{ name: string }>(
    'SELECT t.name FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.contact_id = $1 ORDER BY 1',
    [contactId],
  );
  return rows.map(({ name }) => name);
}

describe('a step', () => {
  it('writes fields, tags and subscriptions as people would, with an event each, and branches on what was written', async () => {
    await fixture.db.execute(
      `INSERT INTO contact_fields (workspace_id, key, label, type) VALUES ($1, 'stage', 'Stage', 'text')`,
      [home.workspaceId],
    );
    const isLead = { v: 1, match: 'all', rules: [{ field: 'attributes.stage', op: 'is', value: 'lead' }] };
    const sequence = await fixture.publish(home, {
      ...api,
      steps: {
        stage: { kind: 'update', field: 'attributes.stage', value: 'lead', next: 'city' },
        city: { kind: 'update', field: 'city', value: 'Porto', next: 'clear' },
        clear: { kind: 'update', field: 'birthDate', value: null, next: 'asks' },
        asks: { kind: 'branch', cases: [{ tree: isLead, next: 'tag' }], else: null },
        tag: tag('warm', 'untag'),
        untag: { kind: 'tag', tag: 'Cold', do: 'remove', next: 'topic' },
        topic: { kind: 'topic', topicId: home.topicId, do: 'unsubscribe', next: 'end' },
        end: { kind: 'end' },
      },
    });
    const reader = await fixture.aReader(home, { tags: ['cold'], birthDate: '1990-05-05' });
    await enrolls(sequence, reader);
    expect(await fixture.path(sequence, reader)).toEqual([
      'stage:changed',
      'city:changed',
      'clear:changed',
      'asks:case',
      'tag:changed',
      'untag:changed',
      'topic:changed',
      'end:end',
    ]);
    const [row] = await fixture.db.query('SELECT city, attributes, birth_date FROM contacts WHERE id = $1', [
      reader,
    ]);
    expect(row).toEqual({ city: 'Porto', attributes: { stage: 'lead' }, birth_date: null });
    expect(await tagsOf(reader)).toEqual(['warm']);
    const events = await fixture.db.query<{ name: string; field: string | null }>(
      `SELECT name, properties ->> 'field' AS field FROM contact_events WHERE contact_id = $1 ORDER BY id`,
      [reader],
    );
    expect(events.slice(-6).map(({ name, field }) => field ?? name)).toEqual([
      'attributes.stage',
      'city',
      'birthDate',
      'tags',
      'tags',
      'email.unsubscribed',
    ]);
  });

  it('splits by a hash: everybody goes one way, and about as many as was said', async () => {
    const parts = [
      { percent: 50, next: 'a' },
      { percent: 50, next: 'b' },
    ];
    const sequence = await fixture.publish(home, {
      ...api,
      steps: { coin: { kind: 'split', parts }, a: { kind: 'end' }, b: { kind: 'end' } },
    });
    const readers = await Promise.all(Array.from({ length: 40 }, () => fixture.aReader(home)));
    await enrolls(sequence, ...readers);
    const counts = await reads().counts(home.workspaceId, sequence);
    expect(counts.map(({ step, passed }) => [step, passed > 5])).toEqual([
      ['a', true],
      ['b', true],
      ['coin', true],
    ]);
  });

  it('enrols into another sequence by the rules of that one', async () => {
    const other = await fixture.publish(home, { steps: { wait: wait(1, null) } });
    const sequence = await fixture.publish(home, {
      ...api,
      steps: {
        other: { kind: 'enroll', sequenceId: other, next: 'again' },
        again: { kind: 'enroll', sequenceId: other },
      },
    });
    const reader = await fixture.aReader(home);
    await enrolls(sequence, reader);
    expect(await fixture.path(sequence, reader)).toEqual(['other:enrolled', 'again:not-enrolled']);
    expect(await fixture.where(other, reader)).toMatchObject([{ status: 'active' }]);
  });

  it('does not let two sequences that enrol into each other go on for ever', async () => {
    const always = { reentry: { rule: 'always' as const } };
    const one = await fixture.publish(home, { ...always, steps: { bye: { kind: 'end' } } });
    const other = await fixture.publish(home, {
      ...always,
      steps: { back: { kind: 'enroll', sequenceId: one } },
    });
    const again = { ...api, ...always, steps: { there: { kind: 'enroll', sequenceId: other } } };
    await fixture.publish(home, again, { version: 2, sequenceId: one });
    const reader = await fixture.aReader(home);
    await enrolls(one, reader);
    expect(
      [await fixture.where(one, reader), await fixture.where(other, reader)].map((rows) => rows.length),
    ).toEqual([2, 1]);
  });

  it('tells the team once, whatever crashes in between', async () => {
    const steps = {
      tell: { kind: 'notify', to: ['team@example.com'], subject: 'Call', text: 'Please\ncall' },
    };
    const sequence = await fixture.publish(home, { ...api, steps });
    await enrolls(sequence, await fixture.aReader(home, { email: 'ana@example.com' }));
    const run = (now: Date): Promise<number> =>
      fixture.app.get(SequenceNotices).run(home.workspaceId, new AbortController().signal, now);
    const [notice] = await fixture.db.query('SELECT * FROM sequence_notices');
    expect(await run(MONDAY)).toBe(1);
    await fixture.db.execute(
      'INSERT INTO sequence_notices SELECT * FROM json_populate_record(NULL::sequence_notices, $1)',
      [JSON.stringify(notice)],
    );
    expect(await run(after(1))).toBe(1);
    const messages = await fixture.db.query<{ email: string }>(
      `SELECT d.email FROM deliveries d JOIN messages m ON m.id = d.message_id WHERE m.workspace_id = $1 AND m.kind = 'transactional'`,
      [home.workspaceId],
    );
    expect(messages).toEqual([{ email: 'team@example.com' }]);
  });

  it('promises a call to another system, and goes on', async () => {
    const steps = { call: { kind: 'webhook', url: 'https://hooks.example/in' } };
    const sequence = await fixture.publish(home, { ...api, steps });
    const reader = await fixture.aReader(home, { email: 'ana@example.com', tags: ['vip'] });
    const [id = ''] = await enrolls(sequence, reader);
    expect(await fixture.path(sequence, reader)).toEqual(['call:called']);
    const calls = await fixture.db.query(
      'SELECT url, event, data, contact_id FROM webhook_calls WHERE workspace_id = $1',
      [home.workspaceId],
    );
    expect(calls).toMatchObject([
      {
        url: 'https://hooks.example/in',
        event: 'sequence.step',
        contact_id: reader,
        data: {
          enrollment: id,
          sequence: { id: sequence, step: 'call' },
          contact: { email: 'ana@example.com', tags: ['vip'] },
        },
      },
    ]);
  });

  it('that cannot be taken says so, and is tried again once it can', async () => {
    const rules = [{ tag: 'later', has: true }];
    const sequence = await fixture.publish(home, {
      ...api,
      steps: {
        asks: { kind: 'branch', cases: [{ tree: { v: 1, match: 'all', rules }, next: null }], else: null },
      },
    });
    const reader = await fixture.aReader(home);
    const [id = ''] = await enrolls(sequence, reader);
    expect(await reads().log(home.workspaceId, id, after(0))).toMatchObject({ why: 'problem' });
    await fixture.db.execute(
      `INSERT INTO tags (workspace_id, name, name_key) VALUES ($1, 'later', 'later')`,
      [home.workspaceId],
    );
    await fixture.run(home, after(1));
    expect(await fixture.path(sequence, reader)).toEqual(['asks:else']);
  });
});
