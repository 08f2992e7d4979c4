import { Injectable } from '@nestjs/common';
import { EventsService, type SystemEvent } from '@features/events';
import { WebhookCalls } from '@features/webhooks';
import type { FormDefinition } from '../definition/form-definition';
import { FormMailsRepository, type NewFormMail } from '../mails/form-mails.repository';
import { FormMailsStart } from '../mails/form-mails-start.service';
import type { PublishedForm } from '../form';
import type { StoredSubmission } from './submission';

type FormAndDefinition = Pick<PublishedForm, 'id' | 'workspaceId' | 'name' | 'slug'> & {
  definition: FormDefinition;
};

/** A stored submission of somebody who is a contact. */
export type OfContact = StoredSubmission & { contactId: string };

/** What submissions cause: events, mails, a call to the customer's own server. Rows in the open transaction. */
@Injectable()
export class SubmissionFollowUps {
  constructor(
    private readonly events: EventsService,
    private readonly mails: FormMailsRepository,
    private readonly start: FormMailsStart,
    private readonly webhooks: WebhookCalls,
  ) {}

  /** They are stored, and each has a contact. */
  async submitted(form: FormAndDefinition, submissions: readonly OfContact[]): Promise<void> {
    const isSurvey = form.definition.kind === 'survey';
    await this.events.record(
      form.workspaceId,
      submissions.flatMap((one) => [
        eventOf(form, one, 'form.submitted'),
        ...(isSurvey ? [surveyEventOf(form, one)] : []),
      ]),
    );
    await this.call(form, submissions, 'form.submitted');
    await this.post(form.workspaceId, submissions, ({ status }) =>
      status === 'pending' ? [{ kind: 'confirmation', toEmail: null }] : countedMails(form),
    );
  }

  /** The person proved it. */
  async confirmed(form: FormAndDefinition, submission: OfContact): Promise<void> {
    await this.events.record(form.workspaceId, [eventOf(form, submission, 'form.confirmed')]);
    await this.call(form, [submission], 'form.confirmed');
    await this.post(form.workspaceId, [submission], () => countedMails(form));
  }

  private async call(
    { definition, workspaceId, id, name, slug }: FormAndDefinition,
    submissions: readonly OfContact[],
    event: string,
  ): Promise<void> {
    const url = definition.webhookUrl;
    if (url === null) return;
    await this.webhooks.enqueueMany(
      workspaceId,
      submissions.map((submission) => {
        const { status, email, answers, consents, source, language, version, createdAt, contactId } =
          submission;
        return {
          url,
          event,
          occasion: `${event}:${submission.id}`,
          contactId,
          body: {
            form: { id, name, slug, version },
            submission: { id: submission.id, status, email, answers, consents, source, language, createdAt },
            contactId,
          },
        };
      }),
    );
  }

  private async post(
    workspaceId: string,
    submissions: readonly OfContact[],
    mailsOf: (submission: OfContact) => readonly NewFormMail[],
  ): Promise<void> {
    const mails = submissions.flatMap((one) =>
      mailsOf(one).map((mail) => ({ ...mail, submissionId: one.id })),
    );
    const [first] = mails;
    if (first === undefined) return;
    await this.mails.add(workspaceId, mails);
    await this.start.afterCommit(first.submissionId);
  }
}

function eventOf(form: FormAndDefinition, submission: OfContact, name: string): SystemEvent {
  const { contactId, language, version, source } = submission;
  const properties = {
    form: form.id,
    name: form.name,
    slug: form.slug,
    version,
    language,
    ...Object.fromEntries(Object.entries(source.utm ?? {}).map(([key, value]) => [`utm_${key}`, value])),
  };
  return { contactId, name, properties };
}

function surveyEventOf(form: FormAndDefinition, { contactId, answers }: OfContact): SystemEvent {
  const told = Object.entries(answers).map(([name, value]): [string, string | number | boolean] => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  const properties = { ...Object.fromEntries(told), survey: form.id, name: form.name };
  return { contactId, name: 'survey.answered', properties };
}

/** Once a submission counts, the team is told; an asset that the page does not hand out comes by mail. */
function countedMails({ definition }: FormAndDefinition): NewFormMail[] {
  const { assetId, after } = definition;
  const asset: NewFormMail[] =
    assetId !== null && after.kind !== 'asset' ? [{ kind: 'asset', toEmail: null }] : [];
  const team = definition.notify.map((toEmail): NewFormMail => ({ kind: 'notification', toEmail }));
  return [...asset, ...team];
}
