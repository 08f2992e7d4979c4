import type { ContactInput } from '@features/contacts';
import { TemplateGallery, TemplatesService } from '@features/templates';
import {
  startLibrary,
  type LibraryFixture,
  type LibraryHome,
} from '../../../testing/sequences/library-fixture';
import { LIBRARY_STORIES, type LibraryStory } from '../../../testing/sequences/library-stories';
import { anEvent } from '../../../testing/factories/event';
import { aSegment, segmentServicesFor } from '../../../testing/factories/segment';
import { aTrackedSegment, followChanges } from '../../../testing/factories/tracked-segment';
import { aSubscription } from '../../../testing/factories/topic';
import type { SequenceGraph, Step } from '../graph/sequence-graph';
import { SEQUENCE_LIBRARY } from './library';
import type { InstalledSequence } from './sequence-library.service';

const KEYS = SEQUENCE_LIBRARY.map(({ key }) => key);
const DAY_MS = 24 * 3600_000;
/** A Monday, long after whatever the machine's clock says. */
const START = new Date('2031-01-06T10:00:00Z');
const onDay = (day: number): Date => new Date(START.getTime() + day * DAY_MS);

const gallery = new TemplateGallery();

let fixture: LibraryFixture;
let home: LibraryHome;

beforeAll(async () => {
  fixture = await startLibrary();
});

afterAll(() => fixture.close());

beforeEach(async () => {
  fixture.smtp.received.length = 0;
  home = await fixture.aHome();
});

const choices = () => {
  const { topicId, senderId, assetId, formId } = home;
  return { topicId, senderId, assetId, formId };
};
const install = (key: string, more: object = {}): Promise<InstalledSequence> =>
  fixture.library.install(home.actor, key, { ...choices(), ...more });
const sequenceNames = async () =>
  (await fixture.sequences.list(home.workspaceId, { limit: 50 })).items.map(({ name }) => name);
const codes = ({ problems }: InstalledSequence): string[] =>
  problems.map(({ level, pointer, code }) => `${level} ${pointer} ${code.replace('sequence.', '')}`);

describe('walked from the trigger to the end', () => {
  it.each(KEYS)('%s takes every contact the way that is meant for them', async (key) => {
    const { trigger, stories } = LIBRARY_STORIES[key]!;
    const { sequence, segment } = await install(key);
    await fixture.lifecycle.publish(home.actor, sequence.id, { inside: 'stay' });
    const people = await Promise.all(stories.map((story) => aPerson(story)));
    const ids = { $asset: home.assetId, $form: home.formId, $segment: segment?.id };
    const moments = stories.flatMap((story, index) => {
      const { id } = people[index]!;
      const own = story.happens.map(({ day, name, properties = {} }) => ({
        at: onDay(day),
        do: () => fixture.happens(home, id, { name, at: onDay(day), properties: fillIn(properties, ids) }),
      }));
      const enters = trigger && {
        at: START,
        do: () =>
          fixture.happens(home, id, {
            name: trigger.name,
            at: START,
            properties: fillIn(trigger.properties, ids),
          }),
      };
      const confirms = story.confirms !== undefined && {
        at: onDay(story.confirms),
        do: () =>
          aSubscription(fixture.db, home.workspaceId, {
            contactId: id,
            topicId: home.topicId,
            status: 'subscribed',
          }),
      };
      return [...own, ...(enters ? [enters] : []), ...(confirms ? [confirms] : [])];
    });
    moments.sort((one, other) => one.at.getTime() - other.at.getTime());
    await fixture.runUntil(home, START);
    for (const moment of moments) {
      await fixture.runUntil(home, moment.at);
      await moment.do();
      await fixture.runUntil(home, moment.at);
    }
    await fixture.runUntil(home, onDay(90));

    for (const [index, story] of stories.entries()) {
      const { id, email } = people[index]!;
      const { about, gets, ends = 'completed:end', tags, subscription } = story;
      const seen = {
        about,
        gets: await fixture.sent(id),
        subjects: await fixture.received(email),
        ends: await fixture.endOf(sequence.id, id),
        tags: tags && (await tagsOf(id)),
        subscription: subscription && (await subscriptionOf(id)),
      };
      const subjects = gets.map((step) => subjectOf(key, step));
      expect(seen).toEqual({ about, gets, subjects, ends: [ends], tags, subscription: subscription?.after });
    }
    expect(fixture.smtp.received).toHaveLength(stories.reduce((all, { gets }) => all + gets.length, 0));
    expect(waysNotTaken(sequence.draft, await fixture.ways(sequence.id))).toEqual([]);
  });
});

async function aPerson({ subscription }: LibraryStory): Promise<{ id: string; email: string }> {
  const birthDate = '1984-01-06';
  const input: ContactInput & { status?: 'subscribed' | 'pending' } = { firstName: 'Ana', birthDate };
  return fixture.aReader(home, { ...input, status: subscription?.before ?? 'subscribed' });
}

function fillIn(properties: object, ids: Record<string, string | undefined>): object {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, ids[String(value)] ?? (value as unknown)]),
  );
}

it('lets in who really enters the tracked segment, and nobody who was in it before', async () => {
  const tree = { v: 1, match: 'all', rules: [{ field: 'city', op: 'is', value: 'Porto' }] };
  const before = await fixture.aReader(home, { city: 'Porto' });
  const segment = await aTrackedSegment(fixture.db, home.workspaceId, { tree });
  const { sequence } = await install('win-back', { segmentId: segment.id });
  await fixture.lifecycle.publish(home.actor, sequence.id, { inside: 'stay' });
  const after = await fixture.aReader(home, { city: 'Porto' });
  const elsewhere = await fixture.aReader(home, { city: 'Lisboa' });
  await followChanges(fixture.db, home.workspaceId);
  await fixture.runUntil(home, new Date());
  const found = [before, after, elsewhere].map(({ id }) => fixture.endOf(sequence.id, id));
  expect((await Promise.all(found)).map((passages) => passages.length)).toEqual([0, 1, 0]);
});

/** What the shipped email of the step, which has its name, says to Ana. */
function subjectOf(key: string, step: string): string {
  const { subject } = gallery.ofSequence(`${key}/${step}`);
  return subject.replace(/\{\{default contact\.firstName .*?\}\}/, 'Ana');
}

const tagsOf = async (contactId: string): Promise<string[]> => {
  const rows = await fixture.db.query<{ name: string }>(
    `SELECT t.name FROM contact_tags c JOIN tags t ON t.id = c.tag_id WHERE c.contact_id = $1 ORDER BY t.name`,
    [contactId],
  );
  return rows.map(({ name }) => name);
};

const subscriptionOf = async (contactId: string): Promise<string | undefined> =>
  (
    await fixture.db.queryOne<{ status: string }>(
      'SELECT status FROM subscriptions WHERE contact_id = $1 AND topic_id = $2',
      [contactId, home.topicId],
    )
  )?.status;

/** The ways out of each kind of step that stories must take between them. */
const WAYS: Partial<Record<Step['kind'], readonly string[]>> = {
  email: ['mail'],
  wait: ['waited'],
  waitUntil: ['happened', 'timeout'],
  branch: ['case', 'else'],
  topic: ['changed'],
};

function waysNotTaken({ steps }: SequenceGraph, taken: ReadonlySet<string>): string[] {
  return Object.entries(steps)
    .flatMap(([id, { kind }]) => (WAYS[kind] ?? []).map((way) => `${id}:${way}`))
    .filter((way) => !taken.has(way));
}

describe('installing', () => {
  it('lists every entry with its emails, and what it needs', async () => {
    const items = await fixture.library.list(home.workspaceId);
    expect(items.map(({ entry }) => entry.key)).toEqual(KEYS);
    expect(items.find(({ entry }) => entry.key === 'birthday')).toMatchObject({
      isReady: false,
      sequenceId: null,
      emails: [{ key: 'birthday/congratulations', subject: expect.stringContaining('Happy birthday') }, {}],
      needs: [
        { name: 'birthDate', isMet: true },
        { name: 'order.placed', isMet: false, examples: [{ path: '/api/v1/orders' }] },
      ],
    });
  });

  it.each(KEYS)('%s has nothing left to mend but its words, once its data comes in', async (key) => {
    for (const need of SEQUENCE_LIBRARY.find((entry) => entry.key === key)!.needs) {
      const name = need.kind === 'orders' ? 'order.placed' : 'name' in need ? need.name : null;
      const properties = need.kind === 'event' ? need.properties : {};
      const { id: contactId } = await fixture.aReader(home);
      if (name !== null) await anEvent(fixture.db, home.workspaceId, { contactId, name, properties });
    }
    const installed = await install(key);
    expect(installed.missing).toEqual([]);
    expect(installed.sequence).toMatchObject({ status: 'draft', libraryKey: key });
    const emails = Object.entries(installed.sequence.draft.steps).filter(([, { kind }]) => kind === 'email');
    expect(codes(installed).sort()).toEqual(
      emails.map(([id]) => `warn /steps/${id}/templateId example-template`).sort(),
    );
  });

  it('goes on saying that an email is an example, until its words and links are others', async () => {
    const { sequence, templates } = await install('birthday');
    const service = fixture.app.get(TemplatesService, { strict: false });
    const examples = async () =>
      (await fixture.sequences.problems(home.workspaceId, sequence.id)).filter(({ code }) =>
        code.endsWith('example-template'),
      ).length;
    expect(await examples()).toBe(2);
    const { id } = templates[0]!;
    await service.update(home.actor, id, { subject: 'Happy birthday from us' });
    expect(await examples()).toBe(2);
    const { mjml } = await service.get(home.workspaceId, id);
    await service.update(home.actor, id, {
      mjml: mjml.replaceAll('https://example.com', 'https://shop.test'),
    });
    expect(await examples()).toBe(1);
  });

  it('says what is missing in an empty workspace, and is refused when published', async () => {
    const actor = await fixture.aBareHome();
    const installed = await fixture.library.install(actor, 'ebook-webinar-demo');
    expect(codes(installed).filter((code) => !code.endsWith('example-template'))).toEqual([
      'block /topicId no-topic',
      'block /senderId no-sender',
      'block /topicId no-postal-address',
      'warn /goal/event event-never-seen',
      'warn /steps/attends/condition/event event-never-seen',
      'warn /steps/watches/condition/event event-never-seen',
      'warn /triggers/0 no-asset',
    ]);
    expect(installed.missing.map(({ name }) => name)).toEqual([
      'asset.downloaded',
      'webinar.attended',
      'demo.booked',
    ]);
    expect(installed.sequence.draft.triggers[0]).toEqual({ event: 'asset.downloaded', where: null });
    const refused = fixture.lifecycle.publish(actor, installed.sequence.id, { inside: 'stay' });
    await expect(refused).rejects.toMatchObject({ code: 'sequence.not-ready' });
  });

  it('says that a rule about the topic went with the topic', async () => {
    const installed = await fixture.library.install(home.actor, 'welcome');
    expect(codes(installed)).toEqual(
      expect.arrayContaining([
        'warn /triggers/0 no-form',
        'warn /steps/confirms/condition/tree no-topic-rule',
      ]),
    );
  });

  it('warns where nobody’s clicks are seen, since a yes would be taken for silence', async () => {
    await fixture.db.execute(`UPDATE workspaces SET tracking_mode = 'aggregate' WHERE id = $1`, [
      home.workspaceId,
    ]);
    const clicks = async (key: string) =>
      codes(await install(key)).filter((code) => code.endsWith('clicks-not-seen'));
    expect(await clicks('re-permission')).toEqual(['warn /goal clicks-not-seen']);
    expect(await clicks('win-back')).toEqual(['warn /steps/interested clicks-not-seen']);
    expect(await clicks('birthday')).toEqual([]);
  });

  it('makes a second copy under a name of its own, with emails of its own', async () => {
    const first = await install('birthday');
    const second = await install('birthday');
    expect(await sequenceNames()).toEqual(['Birthday 2', 'Birthday']);
    expect(second.templates.map(({ name }) => name)).toEqual([
      'Birthday 2: Congratulations',
      'Birthday 2: The present ends',
    ]);
    expect(second.sequence.libraryKey).toBeNull();
    const ids = [...first.templates, ...second.templates].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    const item = await fixture.library.get(home.workspaceId, 'birthday');
    expect(item.sequenceId).toBe(first.sequence.id);
  });

  it('makes the tracked segment that lets people in, uses it again, or takes the one that is chosen', async () => {
    const first = await install('win-back');
    expect(first.segment).toMatchObject({ name: 'Lapsed customers', isNew: true });
    const byHand = { api: true };
    expect(first.sequence.draft.triggers).toEqual([{ segment: first.segment?.id, on: 'entered' }, byHand]);
    const again = await install('win-back');
    expect(again.segment).toEqual({ ...first.segment, isNew: false });
    const chosen = await aSegment(fixture.db, home.workspaceId, { kind: 'tracked' });
    const third = await install('win-back', { segmentId: chosen.id });
    expect(third.segment).toBeNull();
    expect(third.sequence.draft.triggers).toEqual([{ segment: chosen.id, on: 'entered' }, byHand]);
  });

  it('leaves a segment of the library alone that somebody installed without tracking it', async () => {
    const segments = segmentServicesFor(fixture.db);
    const [own] = await segments.library.install(home.actor, { keys: ['lapsed'] });
    const { segment } = await install('win-back');
    expect(segment).toMatchObject({ name: 'Lapsed customers (tracked)', isNew: true });
    expect(await segments.segments.get(home.workspaceId, own!.segmentId!)).toMatchObject({ kind: 'dynamic' });
  });

  it('is all or nothing', async () => {
    await install('birthday', { name: 'Mine' });
    const counts = () =>
      fixture.db.queryOne(
        `SELECT (SELECT count(*) FROM templates WHERE workspace_id = $1) AS templates,
           (SELECT count(*) FROM segments WHERE workspace_id = $1) AS segments`,
        [home.workspaceId],
      );
    const before = await counts();
    await expect(install('win-back', { name: 'mine' })).rejects.toMatchObject({
      code: 'sequence.name-taken',
    });
    const foreign = (await fixture.aHome()).topicId;
    await expect(install('welcome', { topicId: foreign })).rejects.toMatchObject({
      errors: [{ pointer: '/graph/steps/confirms/condition/tree/rules/0/topic' }],
    });
    expect(await counts()).toEqual(before);
    expect(await sequenceNames()).toEqual(['Mine']);
  });

  it('knows only its own entries', async () => {
    const unknown = { code: 'sequence-library-entry.not-found' };
    await expect(install('constructor')).rejects.toMatchObject(unknown);
    await expect(fixture.library.get(home.workspaceId, 'nope')).rejects.toMatchObject(unknown);
  });
});
