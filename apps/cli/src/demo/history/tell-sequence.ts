import { EventsService } from '@features/events';
import {
  SequenceLibrary,
  SequenceLifecycle,
  SequencePublishing,
  type SequenceGraph,
} from '@features/sequences';
import { TemplatesService } from '@features/templates';
import { daysBefore, idAt } from './moments';
import { walk, type Passage } from './passages';
import { GUIDE_DAYS_AGO } from './people';
import type { readingEvents } from './reader';
import { mailRows, type Frame } from './sequence-mail';
import { SequencePastRepository, type SequenceRows } from './sequence.repository';
import type { FormsTold } from './tell-forms';
import type { Telling } from './telling';

export interface SequenceTold {
  name: string;
  passages: readonly Passage[];
}

/**
 * A sequence of the library that has been running since the guide is there, with everybody who fetched it since. It is published
 * only after the events of the past are there, so that none of them lets anybody in again.
 */
export async function tellSequence(
  telling: Telling,
  { assetId, downloads }: FormsTold,
): Promise<SequenceTold> {
  const { app, actor, database, topicId, senderId, now } = telling;
  const { workspaceId } = actor;
  const installed = await app.get(SequenceLibrary).install(actor, 'ebook-webinar-demo', {
    name: 'After the guide: webinar and call',
    ...{ topicId, senderId, assetId },
  });
  for (const { id } of installed.templates) await leadHome(telling, id);
  const { id, draft, name } = installed.sequence;
  const passages = [...downloads].map(([person, since]) => walk(draft, person, { since, now }));
  await app.get(EventsService).record(workspaceId, passages.flatMap(eventsOf));
  await app.get(SequenceLifecycle).publish(actor, id, { inside: 'stay' });
  const { graph } = await app.get(SequencePublishing).version(workspaceId, id, 1);
  const links = await linksOf(telling, graph);
  const repository = new SequencePastRepository(database);
  await database.transaction(async () => {
    await repository.backDate(workspaceId, id, daysBefore(now, GUIDE_DAYS_AGO));
    const told = passages.map((passage) => rowsOf(passage, { sequenceId: id, graph, telling, links }));
    await repository.add(workspaceId, collect(told));
    await app.get(EventsService).record(
      workspaceId,
      told.flatMap(({ events }) => events),
    );
  });
  return { name, passages };
}

/** The shipped emails lead to example.com; these are of the demo's own house. */
async function leadHome({ app, actor }: Telling, templateId: string): Promise<void> {
  const templates = app.get(TemplatesService);
  const { mjml } = await templates.get(actor.workspaceId, templateId);
  await templates.update(actor, templateId, {
    mjml: mjml.replaceAll('https://example.com/', 'https://mare-alta.example.com/'),
  });
}

function eventsOf({ person, attendedAt, bookedAt, reason }: Passage) {
  const at = (name: string, occurredAt: Date | null, properties: Record<string, unknown>) =>
    occurredAt ? [{ contactId: person.id, name, properties, occurredAt }] : [];
  return [
    ...at('webinar.attended', attendedAt, { webinar: 'good-coffee-at-work' }),
    ...at('demo.booked', reason === 'goal' ? bookedAt : null, { source: 'calendar' }),
  ];
}

/** Where the links of the email of each step lead. */
async function linksOf({ app, actor }: Telling, graph: SequenceGraph): Promise<Map<string, string[]>> {
  const urls = new Map<string, string[]>();
  for (const [key, step] of Object.entries(graph.steps)) {
    if (step.kind !== 'email' || !step.templateVersionId) continue;
    const { compiled } = await app
      .get(TemplatesService)
      .getVersion(actor.workspaceId, step.templateVersionId);
    urls.set(
      key,
      compiled.links.map(({ url }) => url),
    );
  }
  return urls;
}

function rowsOf(
  passage: Passage,
  frame: Omit<Frame, 'enrollmentId'>,
): SequenceRows & { events: ReturnType<typeof readingEvents> } {
  const { person, since, steps, status, dueAt } = passage;
  const id = idAt(since);
  const end = steps[steps.length - 1]?.leftAt ?? since;
  const enrollment = {
    ...{
      id,
      sequence_id: frame.sequenceId,
      version: 1,
      contact_id: person.id,
      entry: 1,
      status,
      reason: passage.reason,
    },
    ...{
      step: passage.step,
      visit: 1,
      is_waiting: status === 'active',
      step_entered_at: passage.stepEnteredAt,
    },
    ...{ due_at: dueAt, deadline_at: passage.deadlineAt, entered_at: since, since },
    ended_at: status === 'active' ? null : end,
    trigger: { event: 'asset.downloaded' },
  };
  const enrollment_steps = steps.map(({ step, enteredAt, leftAt, outcome, details }) => ({
    ...{
      enrollment_id: id,
      step,
      visit: 1,
      version: 1,
      entered_at: enteredAt,
      left_at: leftAt,
      outcome,
      details,
    },
  }));
  const mails = passage.mails.map((mail) => mailRows(person, mail, { ...frame, enrollmentId: id }));
  return {
    enrollments: [enrollment],
    enrollment_steps,
    messages: mails.map(({ message }) => message),
    deliveries: mails.map(({ delivery }) => delivery),
    tracking_hits: mails.flatMap(({ hits }) => hits),
    events: mails.flatMap(({ events }) => events),
  };
}

function collect(all: readonly SequenceRows[]): SequenceRows {
  return {
    enrollments: all.flatMap((rows) => rows.enrollments),
    enrollment_steps: all.flatMap((rows) => rows.enrollment_steps),
    messages: all.flatMap((rows) => rows.messages),
    deliveries: all.flatMap((rows) => rows.deliveries),
    tracking_hits: all.flatMap((rows) => rows.tracking_hits),
  };
}
