import { Injectable } from '@nestjs/common';
import { EventsService } from '@features/events';
import { WebhookCalls } from '@features/webhooks';
import type { FormDefinition } from '../definition/form-definition';
import { FormMailsRepository, type NewFormMail } from '../mails/form-mails.repository';
import { FormMailsStart } from '../mails/form-mails-start.service';
import type { PublishedForm } from '../form';
import type { StoredSubmission } from './submission';

type FormAndDefinition = Pick<PublishedForm, 'id' | 'workspaceId' | 'name' | 'slug'> & {
  definition: FormDefinition;
};

/** What a submission causes: events, mails, a call to the customer's own server. Rows in the open transaction. */
@Injectable()
export class SubmissionFollowUps {
  constructor(
    private readonly events: EventsService,
    private readonly mails: FormMailsRepository,
    private readonly start: FormMailsStart,
    private readonly webhooks: WebhookCalls,
  ) {}

  /** It is stored, and there is a contact. */
  async submitted(form: FormAndDefinition, submission: StoredSubmission, contactId: string): Promise<void> {
    await this.record(form, submission, { contactId, name: 'form.submitted' });
    if (form.definition.kind === 'survey') await this.recordSurvey(form, submission, contactId);
    await this.call(form, submission, { contactId, event: 'form.submitted' });
    const mails: NewFormMail[] =
      submission.status === 'pending' ? [{ kind: 'confirmation', toEmail: null }] : countedMails(form);
    await this.post(form.workspaceId, submission.id, mails);
  }

  /** The person proved it. */
  async confirmed(form: FormAndDefinition, submission: StoredSubmission, contactId: string): Promise<void> {
    await this.record(form, submission, { contactId, name: 'form.confirmed' });
    await this.call(form, submission, { contactId, event: 'form.confirmed' });
    await this.post(form.workspaceId, submission.id, countedMails(form));
  }

  private async call(
    { definition, workspaceId, id, name, slug }: FormAndDefinition,
    submission: StoredSubmission,
    { contactId, event }: { contactId: string; event: string },
  ): Promise<void> {
    if (definition.webhookUrl === null) return;
    const { status, email, answers, consents, source, language, version, createdAt } = submission;
    await this.webhooks.enqueue(workspaceId, {
      url: definition.webhookUrl,
      event,
      occasion: `${event}:${submission.id}`,
      contactId,
      body: {
        form: { id, name, slug, version },
        submission: { id: submission.id, status, email, answers, consents, source, language, createdAt },
        contactId,
      },
    });
  }

  private async record(
    form: FormAndDefinition,
    { language, version, source }: StoredSubmission,
    what: { contactId: string; name: string },
  ): Promise<void> {
    const properties = {
      form: form.id,
      name: form.name,
      slug: form.slug,
      version,
      language,
      ...Object.fromEntries(Object.entries(source.utm ?? {}).map(([key, value]) => [`utm_${key}`, value])),
    };
    await this.events.record(form.workspaceId, [{ ...what, properties }]);
  }

  private async recordSurvey(
    form: FormAndDefinition,
    { answers }: StoredSubmission,
    contactId: string,
  ): Promise<void> {
    const told = Object.entries(answers).map(([name, value]): [string, string | number | boolean] => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]);
    const properties = { ...Object.fromEntries(told), survey: form.id, name: form.name };
    await this.events.record(form.workspaceId, [{ contactId, name: 'survey.answered', properties }]);
  }

  private async post(
    workspaceId: string,
    submissionId: string,
    mails: readonly NewFormMail[],
  ): Promise<void> {
    if (mails.length === 0) return;
    await this.mails.add(workspaceId, submissionId, mails);
    await this.start.afterCommit(submissionId);
  }
}

/** Once a submission counts, the team is told; an asset that the page does not hand out comes by mail. */
function countedMails({ definition }: FormAndDefinition): NewFormMail[] {
  const { assetId, after } = definition;
  const asset: NewFormMail[] =
    assetId !== null && after.kind !== 'asset' ? [{ kind: 'asset', toEmail: null }] : [];
  const team = definition.notify.map((toEmail): NewFormMail => ({ kind: 'notification', toEmail }));
  return [...asset, ...team];
}
