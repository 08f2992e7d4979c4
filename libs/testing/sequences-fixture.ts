import { randomUUID } from 'node:crypto';
import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@features/accounts';
import { ContactsModule, type ContactInput } from '@features/contacts';
import { MessageSendingModule, MessagesModule, SendDueMessages } from '@features/messages';
import { SendersService } from '@features/senders';
import {
  Advance,
  EMPTY_GRAPH,
  FollowSignals,
  SequenceListeners,
  SequenceRunningModule,
  type SequenceGraph,
} from '@features/sequences';
import { FrozenContents, TemplatesService } from '@features/templates';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { aContact } from './factories/contact';
import { aTemplate, mjmlText } from './factories/template';
import { aSubscription, aTopic } from './factories/topic';
import { aWorkspace } from './factories/workspace';
import { startSmtpServer, type TestSmtpServer } from './smtp/smtp-server';
import { createTestDatabase, type TestDatabase } from './test-database';
import { testSettings } from './test-settings';

/** A workspace in which sequences can send. */
export interface SequencesHome {
  actor: Actor;
  workspaceId: string;
  topicId: string;
  senderId: string;
  /** Frozen content of an email. */
  templateVersionId: string;
}

/** What one test needs of a graph; the first step is the start, and all else is the default. */
export type GraphInput = Partial<Omit<SequenceGraph, 'steps'>> & { steps: Record<string, object> };

/** The real running side of sequences, on a database of its own and a real SMTP server. */
export class SequencesFixture {
  constructor(
    readonly app: TestingModule,
    readonly smtp: TestSmtpServer,
    private readonly server: TestDatabase,
  ) {}

  /** For a second engine on the same database. */
  get url(): string {
    return this.server.url;
  }

  get db(): Database {
    return this.app.get(Database);
  }

  async aHome(): Promise<SequencesHome> {
    const { id: workspaceId } = await aWorkspace(this.db);
    const actor = systemActor(workspaceId, 'tester');
    const topic = await aTopic(this.db, workspaceId, { key: 'news' });
    const from = { fromName: 'Maré Alta', fromEmail: 'hello@mare-alta.example' };
    const sender = await this.app.get(SendersService, { strict: false }).create(actor, from);
    const template = await aTemplate(this.app.get(TemplatesService, { strict: false }), workspaceId, {
      subject: 'Hello {{default contact.firstName "you"}}',
      mjml: mjmlText('Good to have you here. <a href="https://shop.example/">Look</a>'),
    });
    const contents = this.app.get(FrozenContents, { strict: false });
    const { versionId } = await contents.freeze(workspaceId, { templateId: template.id });
    return { actor, workspaceId, topicId: topic.id, senderId: sender.id, templateVersionId: versionId };
  }

  /** Publishes a sequence as it is given; emails get the home's content. */
  async publish(
    home: SequencesHome,
    input: GraphInput,
    { version = 1, sequenceId: known }: { version?: number; sequenceId?: string } = {},
  ): Promise<string> {
    const { workspaceId, topicId, senderId, templateVersionId } = home;
    const steps = Object.fromEntries(
      Object.entries(input.steps).map(([id, step]) => {
        const email = 'kind' in step && step.kind === 'email' ? { templateVersionId, subject: id } : {};
        return [id, { name: null, next: null, at: null, ...email, ...step }];
      }),
    );
    const graph = { ...EMPTY_GRAPH, topicId, senderId, start: Object.keys(steps)[0], ...input, steps };
    const id = known ?? randomUUID();
    await this.db.transaction(async () => {
      if (known === undefined)
        await this.db.execute(
          `INSERT INTO sequences (id, workspace_id, name, name_key, draft) VALUES ($1, $2, $3, $3, $4)`,
          [id, workspaceId, `Sequence ${id}`, JSON.stringify(graph)],
        );
      await this.db.execute(
        `INSERT INTO sequence_versions (workspace_id, sequence_id, number, graph, published_by) VALUES ($1, $2, $3, $4, 'test')`,
        [workspaceId, id, version, JSON.stringify(graph)],
      );
      await this.db.execute(
        `UPDATE sequences SET status = 'active', published_version = $3 WHERE workspace_id = $1 AND id = $2`,
        [workspaceId, id, version],
      );
      await this.app.get(SequenceListeners).rebuild(workspaceId, id);
    });
    return id;
  }

  async setStatus({ workspaceId }: SequencesHome, sequenceId: string, status: string): Promise<void> {
    await this.db.transaction(async () => {
      await this.db.execute('UPDATE sequences SET status = $3 WHERE workspace_id = $1 AND id = $2', [
        workspaceId,
        sequenceId,
        status,
      ]);
      await this.app.get(SequenceListeners).rebuild(workspaceId, sequenceId);
    });
  }

  /** A contact who gets the home's topic. */
  async aReader({ workspaceId, topicId }: SequencesHome, input: ContactInput = {}): Promise<string> {
    const { id: contactId } = await aContact(this.db, workspaceId, input);
    await aSubscription(this.db, workspaceId, { contactId, topicId });
    return contactId;
  }

  /** Something happens, and is written as writers of events do. */
  async happens(
    { workspaceId }: SequencesHome,
    contactId: string,
    event: { name: string; at: Date; properties?: object },
  ): Promise<void> {
    await this.db.execute(
      `INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at) VALUES ($1, $2, $3, $4, $5)`,
      [workspaceId, contactId, event.name, JSON.stringify(event.properties ?? {}), event.at],
    );
  }

  /** What the worker does until nothing is left, as of `now`, or by its own idea of the time. */
  async run({ workspaceId }: SequencesHome, now?: Date): Promise<void> {
    const { signal } = new AbortController();
    await this.app.get(FollowSignals).run(workspaceId, signal, now);
    await this.app.get(Advance).run(workspaceId, signal, now);
  }

  /** Does the worker's part of sending; how many mails left. */
  async send({ workspaceId }: SequencesHome): Promise<number> {
    return this.app
      .get(SendDueMessages)
      .send({ workspaceId, kind: 'sequence' }, new AbortController().signal);
  }

  /** Where the contact is: status, reason or step, and when it goes on. */
  async where(sequenceId: string, contactId: string): Promise<object[]> {
    return this.db.query(
      `SELECT status, reason, step, due_at AS due FROM enrollments WHERE sequence_id = $1 AND contact_id = $2 ORDER BY entry`,
      [sequenceId, contactId],
    );
  }

  /** Steps left, with what came of each. */
  async path(sequenceId: string, contactId: string): Promise<string[]> {
    const rows = await this.db.query<{ line: string }>(
      `SELECT concat(s.step, ':', s.outcome) AS line FROM enrollment_steps s JOIN enrollments n ON n.id = s.enrollment_id
       WHERE n.sequence_id = $1 AND n.contact_id = $2 ORDER BY n.entry, s.visit, s.left_at, s.entered_at, s.ctid`,
      [sequenceId, contactId],
    );
    return rows.map(({ line }) => line);
  }

  /** Email steps whose mail is in the ledger. */
  async mails(contactId: string): Promise<{ step: string; status: string; reason: string | null }[]> {
    return this.db.query<{ step: string; status: string; reason: string | null }>(
      `SELECT m.step, d.status, d.reason FROM messages m JOIN deliveries d ON d.message_id = m.id
       WHERE m.contact_id = $1 AND m.kind = 'sequence' ORDER BY m.id`,
      [contactId],
    );
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.smtp.stop();
    await this.server.drop();
  }
}

/** As a worker of its own on the database of another fixture: its own connections, its own memory. */
export async function startSecondEngine(first: SequencesFixture): Promise<TestingModule> {
  return startApp(first.url, first.smtp);
}

export async function startSequences(): Promise<SequencesFixture> {
  const server = await createTestDatabase();
  const smtp = await startSmtpServer();
  return new SequencesFixture(await startApp(server.url, smtp), smtp, server);
}

async function startApp(url: string, smtp: TestSmtpServer): Promise<TestingModule> {
  const settings = testSettings({
    DATABASE_URL: url,
    DATABASE_POOL_SIZE: '8',
    SMTP_URL: `${smtp.url}?tls=off`,
    APP_URL: 'https://mail.tidings.example',
  });
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  const app = await Test.createTestingModule({
    imports: [
      FoundationModule.forProcess({ process: 'test', settings, logger }),
      ContactsModule,
      MessagesModule,
      MessageSendingModule,
      SequenceRunningModule,
    ],
  }).compile();
  await app.init();
  return app;
}
