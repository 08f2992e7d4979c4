import { EventsService } from '@features/events';
import type { DeliveryRow } from './campaign-outcomes';
import { CONSENT_TEXT } from './form-definitions';
import { BEGAN_DAYS_AGO, type Person } from './people';
import {
  PeoplePastRepository,
  type ConsentRow,
  type SubscriptionRow,
  type SuppressionRow,
} from './people.repository';
import { daysBefore, idAt, later } from './moments';
import type { SubmissionRow } from './submissions';
import type { MailTold } from './tell-campaigns';
import type { Telling } from './telling';

/** What is known of those who came by a form. */
export type SignUps = ReadonlyMap<Person, SubmissionRow & { formName: string }>;

interface Told {
  person: Person;
  signUp: (SubmissionRow & { formName: string }) | undefined;
  farewell: DeliveryRow | undefined;
  topicId: string;
}

/** When people came, how they agreed, and how some left again; with the evidence of both. */
export async function tellPeople(
  telling: Telling,
  { signUps, mail }: { signUps: SignUps; mail: MailTold },
): Promise<void> {
  const { app, actor, database, people, topicId, now } = telling;
  const { workspaceId } = actor;
  const repository = new PeoplePastRepository(database);
  const told = people
    .map((person): Told => ({
      person,
      signUp: signUps.get(person),
      farewell: mail.farewells.get(person),
      topicId,
    }))
    .filter(({ signUp, farewell }) => signUp !== undefined || farewell !== undefined);
  const leavers = told.filter(({ farewell }) => farewell !== undefined);
  const began = daysBefore(now, BEGAN_DAYS_AGO);
  await database.transaction(async () => {
    await repository.backDateBeginning(workspaceId, began);
    await repository.backDate(
      workspaceId,
      people.map((person) => ({
        id: person.id,
        created_at: person.joinedAt,
        source: signUps.has(person) ? 'form' : 'Mailchimp import',
      })),
    );
    await repository.replaceConsent(
      workspaceId,
      told.flatMap((one) => evidenceOf(one, began)),
    );
    await repository.subscribe(workspaceId, told.map(subscriptionOf));
    await repository.replaceSuppressions(
      workspaceId,
      leavers.map(({ person }) => person.id),
      leavers.flatMap(suppressionOf),
    );
  });
  await app.get(EventsService).record(workspaceId, leavers.flatMap(unsubscribeEvent));
}

function evidenceOf({ person, signUp, farewell, topicId }: Told, began: Date): ConsentRow[] {
  const base = {
    contact_id: person.id,
    ip: null,
    user_agent: null,
    consent_text: null,
    language: null,
    details: {},
  };
  const record = (action: string, at: Date, more: Partial<ConsentRow>): ConsentRow => ({
    ...{ ...base, id: idAt(at), action, occurred_at: at, topic_id: topicId, method: 'import' },
    ...more,
  });
  const rows: ConsentRow[] = [];
  if (signUp) {
    const { ip, user_agent, id: submission, form_id: form, formName, version, confirmed_at } = signUp;
    const words = { method: 'form', ip, user_agent, consent_text: CONSENT_TEXT, language: 'en' };
    const details = { form, formName, version, submission };
    const confirmedAt = confirmed_at ?? person.joinedAt;
    rows.push(record('requested', person.joinedAt, { ...words, details }));
    rows.push(
      record('confirmed', confirmedAt, { ...words, details: { ...details, requestedAt: person.joinedAt } }),
    );
    if (person.isTracked)
      rows.push(
        record('tracking-granted', confirmedAt, { ...words, topic_id: null, consent_text: null, details }),
      );
  } else {
    const before = daysBefore(began, 120);
    rows.push(record('subscribed', before, {}), record('confirmed', later(before, 3_600_000), {}));
  }
  if (farewell?.unsubscribed_at) {
    const details = { deliveryId: farewell.id };
    rows.push(record('unsubscribed', farewell.unsubscribed_at, { method: methodOf(farewell), details }));
  }
  return rows;
}

function methodOf(farewell: DeliveryRow): string {
  return farewell.seq % 3 === 0 ? 'one-click' : 'unsubscribe-page';
}

function subscriptionOf({ person, signUp, farewell, topicId }: Told): SubscriptionRow {
  const base = { contact_id: person.id, topic_id: topicId };
  if (farewell?.unsubscribed_at)
    return {
      ...base,
      status: 'unsubscribed',
      source: methodOf(farewell),
      changed_at: farewell.unsubscribed_at,
    };
  return {
    ...base,
    status: 'subscribed',
    source: signUp ? 'form' : 'import',
    changed_at: signUp?.confirmed_at ?? person.joinedAt,
  };
}

function suppressionOf({ person, farewell }: Told): SuppressionRow[] {
  if (!farewell || farewell.unsubscribed_at) return [];
  const base = { contact_id: person.id };
  if (farewell.complained_at)
    return [
      {
        ...base,
        reason: 'complaint',
        source: 'feedback loop',
        note: '',
        occurred_at: farewell.complained_at,
      },
    ];
  const note =
    farewell.status === 'refused' ? farewell.reply : '550 5.1.1 Reported after the mail was accepted';
  return [
    {
      ...base,
      reason: 'hard-bounce',
      source: 'smtp',
      note,
      occurred_at: farewell.bounced_at ?? farewell.finished_at,
    },
  ];
}

function unsubscribeEvent({ person, farewell }: Told) {
  if (!farewell?.unsubscribed_at) return [];
  const properties = {
    topic: 'coffee-letter',
    method: methodOf(farewell),
    delivery: farewell.id,
    campaign: farewell.campaign_id,
  };
  return [
    { contactId: person.id, name: 'email.unsubscribed', properties, occurredAt: farewell.unsubscribed_at },
  ];
}
