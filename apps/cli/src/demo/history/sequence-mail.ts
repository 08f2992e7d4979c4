import type { SequenceGraph } from '@features/sequences';
import { idAt, later } from './moments';
import type { Person } from './people';
import { hitsOf, readingEvents, type HitRow } from './reader';
import type { Telling } from './telling';

/** What the rows of one passage are made with. */
export interface Frame {
  sequenceId: string;
  graph: SequenceGraph;
  telling: Telling;
  /** Where the links of the email of each step lead. */
  links: ReadonlyMap<string, readonly string[]>;
  enrollmentId: string;
}

/** One mail of a sequence: its message, closed; its row in the ledger, accepted; and what the reader did. */
export interface SequenceMail {
  message: object;
  delivery: object;
  hits: HitRow[];
  events: ReturnType<typeof readingEvents>;
}

export function mailRows(person: Person, mail: { step: string; at: Date }, frame: Frame): SequenceMail {
  const { at, step } = mail;
  const { telling, links } = frame;
  const messageId = idAt(at);
  const delivery = deliveryOf(person, { messageId, at });
  const urls = links.get(step) ?? [];
  const weights = urls.map((_, index) => (index === 0 ? 6 : 1));
  const read = {
    deliveryId: delivery.id,
    campaignId: null,
    name: step,
    at: delivery.handed_over_at,
    now: telling.now,
  };
  const hits =
    person.isTracked && weights.length > 0
      ? hitsOf(person, { ...read, opens: 1, clicks: 0.5, links: weights })
      : [];
  const message = messageOf(person, { ...mail, messageId }, frame);
  return { message, delivery, hits, events: readingEvents(hits, { message: messageId }, urls) };
}

function messageOf(
  person: Person,
  { step, at, messageId }: { step: string; at: Date; messageId: string },
  { graph, telling, enrollmentId }: Frame,
): object {
  const email = graph.steps[step];
  if (email?.kind !== 'email') throw new Error(`The step "${step}" sends no email.`);
  return {
    id: messageId,
    kind: 'sequence',
    contact_id: person.id,
    email_key: person.email.toLowerCase(),
    sender_id: telling.senderId,
    topic_id: telling.topicId,
    template_version_id: email.templateVersionId,
    subject: email.subject,
    headers: {},
    enrollment_id: enrollmentId,
    step,
    visit: 1,
    on_cap: graph.onCap,
    on_quiet_hours: graph.onQuietHours,
    track: true,
    due_at: at,
    is_open: false,
    closed_at: later(at, 2_450),
    tries: 1,
    posted_by: 'sequence',
    created_at: at,
  };
}

function deliveryOf(person: Person, { messageId, at }: { messageId: string; at: Date }) {
  return {
    id: idAt(at),
    message_id: messageId,
    contact_id: person.id,
    email: person.email,
    status: 'accepted',
    trackable: person.isTracked,
    attempts: 1,
    claimed_at: later(at, 1_300),
    handed_over_at: later(at, 2_200),
    finished_at: later(at, 2_450),
    reply_code: 250,
    enhanced_code: '2.0.0',
    reply: '250 2.0.0 Ok: queued',
    created_at: at,
  };
}
