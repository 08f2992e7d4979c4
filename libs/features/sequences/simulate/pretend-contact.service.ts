import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { WorkspacesService, type Actor } from '@features/accounts';
import { MailabilityService } from '@features/consent';
import { ContactsService, type Contact, type ContactInput } from '@features/contacts';
import { SegmentExplainService } from '@features/segments';
import { Database } from '@platform/database';
import { zoneOf } from '../timing/zone-clock';
import { tooManyQuestions } from '../sequences.errors';
import { MailLimits } from './mail-limits';
import { PretendMailRepository } from './pretend-mail.repository';
import type { Walker } from './pretend-walk';

interface Whom {
  contactId?: string;
  values?: ContactInput;
  /** Of the sequence. */
  topicId: string | null;
}

type Work<T> = (walker: Walker, contactId: string | null) => Promise<T>;

/** Carries the result out of a transaction that is rolled back. */
class Undo<T> extends Error {
  constructor(readonly result: T) {
    super('rolled back on purpose');
  }
}

/** Rule trees that one walk asks: each is a statement or two. Sequences that people write ask a dozen. */
const MOST_QUESTIONS = 200;

/** Whether mail may be sent to the contact, and when. */
@Injectable()
export class PretendMail {
  constructor(
    readonly mailability: MailabilityService,
    readonly limits: PretendMailRepository,
  ) {}
}

/** What a simulation asks about its contact: one of the workspace, or one made up for it. */
@Injectable()
export class PretendContact {
  constructor(
    private readonly db: Database,
    private readonly contacts: ContactsService,
    private readonly workspaces: WorkspacesService,
    private readonly mail: PretendMail,
    private readonly explain: SegmentExplainService,
  ) {}

  /**
   * Somebody made up exists in a transaction that is rolled back: so rules are asked of them by the same statements as of everybody else.
   * Throws `contact.not-found`, `contact.invalid` for values, and `sequence.too-many-questions` for a walk that asks too much.
   */
  async as<T>(actor: Actor, { contactId, values, topicId }: Whom, work: Work<T>): Promise<T> {
    const { workspaceId } = actor;
    if (contactId !== undefined) {
      const contact = await this.contacts.get(workspaceId, contactId);
      const whyNoMail = topicId === null ? null : await this.whyNoMail(workspaceId, { contactId, topicId });
      return work(await this.walkerOf(contact, whyNoMail), contactId);
    }
    try {
      return await this.db.transaction(async () => {
        const email = `${randomUUID()}@simulation.invalid`;
        const contact = await this.contacts.create(actor, { ...values, email });
        throw new Undo(await work(await this.walkerOf(contact, null), null));
      });
    } catch (error) {
      if (error instanceof Undo) return error.result as T;
      throw error;
    }
  }

  private async whyNoMail(
    workspaceId: string,
    { contactId, topicId }: { contactId: string; topicId: string },
  ): Promise<string | null> {
    const { topics } = await this.mail.mailability.of(workspaceId, contactId, topicId);
    const [topic] = topics;
    if (!topic) return 'they never subscribed to its topic';
    return topic.isMailable ? null : (topic.obstacles[0]?.text ?? 'they may not be mailed about its topic');
  }

  private async walkerOf(contact: Contact, whyNoMail: string | null): Promise<Walker> {
    const { workspaceId, id, timeZone } = contact;
    const workspace = await this.workspaces.get(workspaceId);
    const zone = zoneOf(timeZone, workspace.timeZone);
    let questions = 0;
    return {
      id,
      zone,
      whyNoMail,
      mails: new MailLimits(await this.mail.limits.factsOf(workspaceId, id, zone)),
      dateOf: (field) => Promise.resolve(dateIn(contact, field)),
      holds: async (tree, now) => {
        questions += 1;
        if (questions > MOST_QUESTIONS) throw tooManyQuestions(MOST_QUESTIONS);
        const { holds, sentence } = await this.explain.explain(workspaceId, { tree }, { contactId: id, now });
        return { holds, because: sentence };
      },
    };
  }
}

function dateIn({ attributes, birthDate, createdAt, updatedAt }: Contact, field: string): string | null {
  const own: Record<string, string | null> = {
    birthDate,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
  if (Object.hasOwn(own, field)) return own[field] ?? null;
  const value = field.startsWith('attributes.') ? attributes[field.slice('attributes.'.length)] : undefined;
  return typeof value === 'string' ? value : null;
}
