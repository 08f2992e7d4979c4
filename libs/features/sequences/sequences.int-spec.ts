import { randomUUID } from 'node:crypto';
import { Enrollments } from './enrollments/enrollments.service';
import { DomainError } from '@platform/errors';
import { aContact } from '../../testing/factories/contact';
import { aSegment, segmentServicesFor } from '../../testing/factories/segment';
import {
  aGraph,
  startDefinition,
  type DefinitionFixture,
  type DefinitionHome,
} from '../../testing/sequences/definition-fixture';

let fixture: DefinitionFixture;
let home: DefinitionHome;

beforeAll(async () => {
  fixture = await startDefinition();
});

afterAll(() => fixture.close());

beforeEach(async () => {
  home = await fixture.aHome();
});

const caught = async (work: Promise<unknown>): Promise<DomainError> => {
  const error: unknown = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof DomainError) return error;
  throw error;
};
const problemsOf = async (more: object): Promise<string[]> => {
  const { id } = await fixture.aDraft(home, more, `Draft ${randomUUID()}`);
  const problems = await fixture.sequences.problems(home.workspaceId, id);
  return problems.map(({ level, pointer, code }) => `${level} ${pointer} ${code.replace('sequence.', '')}`);
};
const oneStep = (step: object): object => ({ start: 'one', steps: { one: step } });
const publish = async (id: string, inside: 'stay' | 'move' = 'stay') =>
  (await fixture.lifecycle.publish(home.actor, id, { inside })).sequence;

describe('a draft', () => {
  it('is kept with its defaults, changed by whoever read it last, and audited', async () => {
    const { id } = await fixture.sequences.create(home.actor, { name: ' Welcome ' });
    const graph = aGraph(home);
    const changed = await fixture.sequences.update(home.actor, id, { graph, version: 1 });
    expect(changed).toMatchObject({ name: 'Welcome', status: 'draft', version: 2, hasChanges: true });
    expect(changed.draft).toMatchObject({ onCap: 'defer', steps: { pause: { at: null, name: null } } });
    const late = await caught(fixture.sequences.update(home.actor, id, { name: 'Other', version: 1 }));
    expect(late).toMatchObject({ code: 'sequence.changed-meanwhile', details: { version: 2 } });
    expect(await fixture.sequences.update(home.actor, id, { graph, version: 2 })).toMatchObject({
      version: 2,
    });
    await fixture.sequences.remove(home.actor, id);
    expect(await fixture.audits(home)).toEqual([
      'sequence.created',
      'sequence.changed',
      'sequence.changed',
      'sequence.deleted',
    ]);
  });

  it('is refused with every mistake of its shape, and of the rules inside', async () => {
    const shape = await caught(fixture.aDraft(home, { topicId: 'x', onCap: 'no' }));
    expect(shape.code).toBe('sequence.invalid-graph');
    expect(shape.errors.map(({ pointer }) => pointer)).toEqual(['/graph/topicId', '/graph/onCap']);
    const tree = { v: 1, match: 'all', rules: [{ field: 'contry', op: 'is', value: 'PT' }] };
    const where = { match: 'all', rules: [{ property: 'a', op: 'isOld' }] };
    const rules = await caught(
      fixture.aDraft(home, {
        triggers: [{ event: 'order.placed', where }],
        exits: [{ tree }],
        ...oneStep({ kind: 'branch', cases: [{ tree }], else: null }),
      }),
    );
    expect(rules.errors.map(({ pointer }) => pointer)).toEqual([
      '/graph/triggers/0/where/rules/0/op',
      '/graph/exits/0/tree/rules/0/field',
      '/graph/steps/one/cases/0/tree/rules/0/field',
    ]);
    expect(rules.errors[1]?.message).toContain('Did you mean "country"?');
  });

  it('has a name of its own, and a copy gets another', async () => {
    const { id } = await fixture.aDraft(home);
    expect(await caught(fixture.aDraft(home, {}, 'WELCOME'))).toMatchObject({ code: 'sequence.name-taken' });
    const copies = [
      await fixture.sequences.duplicate(home.actor, id),
      await fixture.sequences.duplicate(home.actor, id),
    ];
    expect(copies.map(({ name }) => name)).toEqual(['Copy of Welcome', 'Copy of Welcome 2']);
  });

  it('is nobody else’s', async () => {
    const { id } = await fixture.aDraft(home);
    const other = await fixture.aHome();
    expect(await caught(fixture.sequences.get(other.workspaceId, id))).toMatchObject({
      code: 'sequence.not-found',
    });
    expect((await fixture.sequences.list(other.workspaceId, { limit: 10 })).items).toEqual([]);
  });

  it('is listed newest first, by part of its name and by status', async () => {
    await fixture.aDraft(home, {}, 'Birthday');
    const { id } = await fixture.aDraft(home, {}, 'Win back');
    await publish(id);
    const names = async (more: object) =>
      (await fixture.sequences.list(home.workspaceId, { limit: 10, ...more })).items.map(({ name }) => name);
    expect(await names({})).toEqual(['Win back', 'Birthday']);
    expect(await names({ search: 'BIRTH' })).toEqual(['Birthday']);
    expect(await names({ status: 'active' })).toEqual(['Win back']);
  });
});

describe('what keeps a draft from being published', () => {
  it('is nothing for one that is whole', async () => {
    expect(await problemsOf({})).toEqual([]);
  });

  it.each(['templateId', 'topicId', 'senderId', 'form', 'asset', 'segment', 'sequenceId'] as const)(
    'is a %s that does not exist, or is somebody else’s',
    async (key) => {
      const other = await fixture.aHome();
      const foreign = { templateId: other.templateId, topicId: other.topicId, senderId: other.senderId };
      const id = key in foreign ? foreign[key as keyof typeof foreign] : randomUUID();
      const kind = key.replace('Id', '');
      const graphs: Record<typeof key, object> = {
        templateId: oneStep({ kind: 'email', templateId: id }),
        topicId: { topicId: id },
        senderId: { senderId: id },
        form: { triggers: [{ form: id }] },
        asset: { triggers: [{ asset: id }] },
        segment: { triggers: [{ segment: id }] },
        sequenceId: oneStep({ kind: 'enroll', sequenceId: id }),
      };
      expect(await problemsOf(graphs[key])).toEqual([
        expect.stringMatching(`^block /.*/?${key} unknown-${kind}$`),
      ]);
    },
  );

  it('is a segment that nobody tracks, which then knows who uses it', async () => {
    const segment = await aSegment(fixture.db, home.workspaceId);
    expect(await problemsOf({ triggers: [{ segment: segment.id }] })).toEqual([
      'block /triggers/0/segment segment-not-tracked',
    ]);
    const users = await segmentServicesFor(fixture.db).segments.users(home.workspaceId, segment.id);
    expect(users).toMatchObject([{ kind: 'sequence', status: 'draft', blocksDeletion: true }]);
  });

  it('is a field that is gone, no date, fixed, or does not take the value', async () => {
    await fixture.aField(home, 'webinar', 'date-time');
    const wait = (field: string) => oneStep({ kind: 'wait', until: { field } });
    const update = (field: string, value: unknown) => oneStep({ kind: 'update', field, value });
    expect(await problemsOf(wait('attributes.webinar'))).toEqual([]);
    expect(await problemsOf(wait('attributes.webinars'))).toEqual([
      'block /steps/one/until/field unknown-field',
    ]);
    expect(await problemsOf(wait('city'))).toEqual(['block /steps/one/until/field no-date-field']);
    expect(await problemsOf({ triggers: [{ date: 'phone' }] })).toEqual([
      'block /triggers/0/date no-date-field',
    ]);
    expect(await problemsOf(update('city', 'Porto'))).toEqual([]);
    expect(await problemsOf(update('attributes.webinar', 'soon'))).toEqual([
      'block /steps/one/value unfit-value',
    ]);
    expect(await problemsOf(update('email', 'a@b.example'))).toEqual(['block /steps/one/field fixed-field']);
  });

  it('is a webhook whose address may not be called', async () => {
    const calls = (url: string) => problemsOf(oneStep({ kind: 'webhook', url }));
    expect(await calls('https://crm.example.com/warm')).toEqual([]);
    for (const url of ['https://10.0.0.1/', 'https://localhost/warm', 'https://crm.example.com:8443/'])
      expect(await calls(url)).toEqual(['block /steps/one/url forbidden-url']);
  });

  it('is a rule whose tag was deleted since', async () => {
    const tag = await fixture.db.queryOne<{ id: string }>(
      `INSERT INTO tags (workspace_id, name, name_key) VALUES ($1, 'vip', 'vip') RETURNING id`,
      [home.workspaceId],
    );
    const filter = { v: 1, match: 'all', rules: [{ tag: 'vip', has: true }] };
    const { id } = await fixture.aDraft(home, { filter });
    expect(await fixture.sequences.problems(home.workspaceId, id)).toEqual([]);
    await fixture.db.execute('DELETE FROM tags WHERE id = $1', [tag?.id]);
    const [problem] = await fixture.sequences.problems(home.workspaceId, id);
    expect(problem).toMatchObject({
      pointer: '/filter/rules/0/tag',
      code: 'sequence.broken-rule',
      level: 'block',
    });
  });

  it('is a circle of sequences', async () => {
    const first = await fixture.aDraft(home, {}, 'First');
    const second = await fixture.aDraft(home, oneStep({ kind: 'enroll', sequenceId: first.id }), 'Second');
    await publish(first.id);
    await publish(second.id);
    const graph = aGraph(home, oneStep({ kind: 'enroll', sequenceId: second.id }));
    await fixture.sequences.update(home.actor, first.id, { graph });
    expect(await fixture.sequences.problems(home.workspaceId, first.id)).toMatchObject([
      { code: 'sequence.sequence-circle', pointer: '/steps/one/sequenceId', step: 'one' },
    ]);
  });

  it('is a workspace without address or sender, but only where mail is sent', async () => {
    await fixture.db.execute(`UPDATE workspaces SET postal_address = '' WHERE id = $1`, [home.workspaceId]);
    await fixture.db.execute('DELETE FROM senders WHERE workspace_id = $1', [home.workspaceId]);
    expect(await problemsOf({})).toEqual(['block /senderId no-sender', 'block /topicId no-postal-address']);
    expect(await problemsOf({ ...oneStep({ kind: 'end' }), topicId: null })).toEqual([]);
  });

  it('is not an event that nobody ever reported, but its author is told', async () => {
    const triggers = [{ event: 'webinar.atended' }, { event: 'email.clicked' }];
    expect(await problemsOf({ triggers })).toEqual(['warn /triggers/0/event event-never-seen']);
  });
});

describe('publishing', () => {
  it('freezes the emails as they are, so that later edits reach later versions alone', async () => {
    const { id } = await fixture.aDraft(home);
    expect(await publish(id)).toMatchObject({ status: 'active', publishedVersion: 1, hasChanges: false });
    await fixture.templates.update(home.actor, home.templateId, { subject: 'Another subject' });
    const graph = aGraph(home, { onCap: 'skip' });
    expect(await fixture.sequences.update(home.actor, id, { graph })).toMatchObject({ hasChanges: true });
    await publish(id);
    const subjects = async (number: number) => {
      const { graph: published } = await fixture.publishing.version(home.workspaceId, id, number);
      const mails = Object.values(published.steps).flatMap((step) =>
        step.kind === 'email' ? [step.templateVersionId ?? ''] : [],
      );
      const versions = mails.map((mail) => fixture.templates.getVersion(home.workspaceId, mail));
      return (await Promise.all(versions)).map(({ subject }) => subject).sort();
    };
    expect(await subjects(1)).not.toContain('Another subject');
    expect(await subjects(2)).toEqual(['Another subject', 'Still there?']);
    const page = await fixture.publishing.versions(home.workspaceId, id, { limit: 1 });
    expect(page.items).toMatchObject([{ number: 2, publishedBy: 'tester' }]);
    const rest = await fixture.publishing.versions(home.workspaceId, id, {
      limit: 1,
      cursor: page.nextCursor!,
    });
    expect([rest.items.map(({ number }) => number), rest.nextCursor]).toEqual([[1], null]);
  });

  it('is refused with all that is in the way, and leaves the draft alone', async () => {
    const { id } = await fixture.aDraft(home, { topicId: null, start: null });
    const refused = await caught(publish(id));
    expect(refused).toMatchObject({ code: 'sequence.not-ready', kind: 'rule-broken' });
    expect(refused.errors.map(({ pointer }) => pointer)).toEqual(['/graph/start', '/graph/topicId']);
    expect(await fixture.sequences.get(home.workspaceId, id)).toMatchObject({
      status: 'draft',
      publishedVersion: null,
    });
  });

  it('says at which step a template cannot be sent', async () => {
    const { id } = await fixture.aDraft(home, {
      ...oneStep({ kind: 'email', templateId: home.templateId, subject: 'Your order {{data.number}}' }),
    });
    expect((await caught(publish(id))).errors).toMatchObject([
      { pointer: '/graph/steps/one/subject', code: 'sequence.unfit-template' },
    ]);
  });

  it('keeps its templates from being deleted', async () => {
    const { id } = await fixture.aDraft(home);
    await publish(id);
    const refused = await caught(fixture.templates.delete(home.actor, home.templateId));
    expect(refused).toMatchObject({
      code: 'template.in-use',
      message: expect.stringContaining('sequence') as string,
    });
  });

  it('of two at once makes two versions, or refuses the one whose draft was changed', async () => {
    const { id } = await fixture.aDraft(home);
    await Promise.all([publish(id), publish(id)]);
    expect((await fixture.publishing.versions(home.workspaceId, id, { limit: 9 })).items).toHaveLength(2);
  });
});

describe('those who are inside', () => {
  const enters = async (id: string): Promise<string> => {
    const { id: contactId } = await aContact(fixture.db, home.workspaceId);
    const [entry] = await fixture.app.get(Enrollments).enroll(home.actor, id, { contactIds: [contactId] });
    return entry?.enrollmentId ?? '';
  };
  const passage = async (enrollmentId: string) =>
    fixture.db.queryOne('SELECT version, status, reason, step FROM enrollments WHERE id = $1', [
      enrollmentId,
    ]);

  it('stay in their version, or move over to the new one, as its publisher chooses', async () => {
    const { id } = await fixture.aDraft(home);
    await publish(id);
    const enrollmentId = await enters(id);
    await publish(id);
    expect(await passage(enrollmentId)).toMatchObject({ version: 1, status: 'active' });
    expect(await fixture.lifecycle.publish(home.actor, id, { inside: 'move' })).toMatchObject({ moved: 1 });
    expect(await passage(enrollmentId)).toMatchObject({ version: 3, status: 'active' });
  });

  it('are moved or taken out together: those at a step, or at it for long', async () => {
    const wait = (next: string | null) => ({ kind: 'wait', for: { n: 1, unit: 'day' }, next });
    const { id } = await fixture.aDraft(home, { start: 'one', steps: { one: wait('two'), two: wait(null) } });
    await publish(id);
    const [long, short, other] = [await enters(id), await enters(id), await enters(id)];
    await fixture.db.execute(
      `UPDATE enrollments SET step_entered_at = step_entered_at - interval '9 days' WHERE id = $1`,
      [long],
    );
    await fixture.db.execute(`UPDATE enrollments SET step = 'two' WHERE id = $1`, [other]);
    const steps = async () =>
      (await Promise.all([long, short, other].map(passage))).map((one) => one as { step: string });
    const { lifecycle } = fixture;
    const stepEnteredBefore = new Date(Date.now() - 86_400_000);
    expect(await lifecycle.moveAll(home.actor, id, { to: 'two', step: 'one', stepEnteredBefore })).toBe(1);
    expect((await steps()).map(({ step }) => step)).toEqual(['two', 'one', 'two']);
    // Whoever is there is left alone.
    expect(await lifecycle.moveAll(home.actor, id, { to: 'two' })).toBe(1);
    expect((await steps()).map(({ step }) => step)).toEqual(['two', 'two', 'two']);
    await expect(lifecycle.moveAll(home.actor, id, { to: 'three' })).rejects.toMatchObject({
      code: 'enrollment.no-such-step',
    });
    expect(await lifecycle.stopAll(home.actor, id, { step: 'one' })).toBe(0);
    expect(await lifecycle.stopAll(home.actor, id)).toBe(3);
  });

  it('are taken out when it is archived, and keep it from being deleted', async () => {
    const { id } = await fixture.aDraft(home);
    await publish(id);
    const enrollmentId = await enters(id);
    await fixture.lifecycle.archive(home.actor, id);
    expect(await passage(enrollmentId)).toMatchObject({ status: 'stopped', reason: 'archived' });
    expect(await caught(fixture.sequences.remove(home.actor, id))).toMatchObject({ code: 'sequence.in-use' });
  });
});

describe('a published sequence', () => {
  it('is paused, resumed, archived and restored, and hears its triggers only while it takes people in', async () => {
    const { id } = await fixture.aDraft(home, { triggers: [{ event: 'order.placed' }] });
    const heard = async () =>
      (
        await fixture.db.query<{ name: string }>(
          'SELECT event_name AS name FROM sequence_listeners WHERE sequence_id = $1 AND starts',
          [id],
        )
      ).map(({ name }) => name);
    const { lifecycle } = fixture;
    expect(await heard()).toEqual([]);
    await publish(id);
    expect(await heard()).toEqual(['order.placed']);
    expect(await lifecycle.pause(home.actor, id)).toMatchObject({ status: 'paused' });
    expect(await publish(id)).toMatchObject({ status: 'paused', publishedVersion: 2 });
    expect(await lifecycle.resume(home.actor, id)).toMatchObject({ status: 'active' });
    expect(await caught(lifecycle.resume(home.actor, id))).toMatchObject({ code: 'sequence.cannot-resume' });
    expect(await lifecycle.archive(home.actor, id)).toMatchObject({ status: 'archived' });
    expect(await heard()).toEqual([]);
    expect(await caught(publish(id))).toMatchObject({ code: 'sequence.cannot-publish' });
    expect(await caught(fixture.sequences.update(home.actor, id, { name: 'x' }))).toMatchObject({
      code: 'sequence.cannot-edit',
    });
    expect(await lifecycle.restore(home.actor, id)).toMatchObject({ status: 'paused' });
    expect(await fixture.audits(home)).toEqual([
      'sequence.created',
      'sequence.published',
      'sequence.paused',
      'sequence.published',
      'sequence.resumed',
      'sequence.archived',
      'sequence.restored',
    ]);
  });

  it('cannot be deleted while it is active', async () => {
    const { id } = await fixture.aDraft(home);
    await publish(id);
    expect(await caught(fixture.sequences.remove(home.actor, id))).toMatchObject({
      code: 'sequence.cannot-delete',
    });
    await fixture.lifecycle.archive(home.actor, id);
    await fixture.sequences.remove(home.actor, id);
    expect((await fixture.sequences.list(home.workspaceId, { limit: 9 })).items).toEqual([]);
  });
});
