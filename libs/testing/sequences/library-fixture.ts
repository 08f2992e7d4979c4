import { Test, type TestingModule } from '@nestjs/testing';
import { simpleParser } from 'mailparser';
import { systemActor, type Actor } from '@features/accounts';
import { ContactsModule, type ContactInput } from '@features/contacts';
import { MessageSendingModule, MessagesModule, SendDueMessages } from '@features/messages';
import { SendersService } from '@features/senders';
import {
  RunSequences,
  SequenceLibrary,
  SequenceLifecycle,
  SequencesModule,
  SequencesService,
  WatchSequences,
} from '@features/sequences';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { aContact } from '../factories/contact';
import { aSubscription, aTopic } from '../factories/topic';
import { aWorkspace } from '../factories/workspace';
import { startSmtpServer, type TestSmtpServer } from '../smtp/smtp-server';
import { createTestDatabase } from '../test-database';
import { testSettings } from '../test-settings';

/** A workspace that has whatever shipped sequences can be installed with. */
export interface LibraryHome {
  actor: Actor;
  workspaceId: string;
  topicId: string;
  senderId: string;
  assetId: string;
  formId: string;
}

/** Shipped sequences, installed, published and run by the real engine, which mails to a real SMTP server. */
export class LibraryFixture {
  constructor(
    readonly app: TestingModule,
    readonly smtp: TestSmtpServer,
    private readonly drop: () => Promise<void>,
  ) {}

  get db(): Database {
    return this.app.get(Database);
  }

  get library(): SequenceLibrary {
    return this.app.get(SequenceLibrary);
  }

  get lifecycle(): SequenceLifecycle {
    return this.app.get(SequenceLifecycle);
  }

  get sequences(): SequencesService {
    return this.app.get(SequencesService);
  }

  /** Nothing but a workspace. */
  async aBareHome(): Promise<Actor> {
    return systemActor((await aWorkspace(this.db)).id, 'tester');
  }

  async aHome(): Promise<LibraryHome> {
    const actor = await this.aBareHome();
    const { workspaceId } = actor;
    await this.db.execute(
      `UPDATE workspaces SET postal_address = 'Rua 1, Lisboa', time_zone = 'Europe/Lisbon', tracking_mode = 'individual' WHERE id = $1`,
      [workspaceId],
    );
    const topic = await aTopic(this.db, workspaceId, { key: 'news' });
    const from = { fromName: 'Maré Alta', fromEmail: 'hello@mare-alta.example' };
    const sender = await this.app.get(SendersService, { strict: false }).create(actor, from);
    const assetId = await this.idOf(
      `INSERT INTO assets (workspace_id, key, name) VALUES ($1, 'ebook', 'eBook') RETURNING id`,
      [workspaceId],
    );
    return {
      actor,
      workspaceId,
      topicId: topic.id,
      senderId: sender.id,
      assetId,
      formId: await this.aForm(workspaceId),
    };
  }

  /** A contact who gets the home's topic, unless told otherwise. */
  async aReader(
    { workspaceId, topicId }: LibraryHome,
    { status = 'subscribed', ...input }: ContactInput & { status?: 'subscribed' | 'pending' } = {},
  ): Promise<{ id: string; email: string }> {
    const { id, email } = await aContact(this.db, workspaceId, input);
    await aSubscription(this.db, workspaceId, { contactId: id, topicId, status });
    return { id, email };
  }

  /** Written as writers of events do. */
  async happens(
    { workspaceId }: LibraryHome,
    contactId: string,
    event: { name: string; at: Date; properties?: object },
  ): Promise<void> {
    await this.db.execute(
      `INSERT INTO contact_events (workspace_id, contact_id, name, properties, occurred_at) VALUES ($1, $2, $3, $4, $5)`,
      [workspaceId, contactId, event.name, JSON.stringify(event.properties ?? {}), event.at],
    );
  }

  /** Lets the clock run until `end`: the workers wake whenever something falls due, and what they write is sent. */
  async runUntil(home: LibraryHome, end: Date): Promise<void> {
    for (let turns = 0; turns < 1_000; turns += 1) {
      const next = await this.db.queryOne<{ at: Date | null }>(
        `SELECT min(due_at) AS at FROM enrollments WHERE workspace_id = $1 AND status = 'active' AND due_at <= $2`,
        [home.workspaceId, end],
      );
      if (!next?.at) return this.workers(home, end);
      await this.workers(home, next.at);
    }
    throw new Error('the clock stands still');
  }

  /** Subjects of what arrived at the address, in order. */
  async received(email: string): Promise<(string | undefined)[]> {
    const own = this.smtp.received.filter(({ to }) => to === email);
    return Promise.all(own.map(async ({ data }) => (await simpleParser(data)).subject));
  }

  /** Steps whose mail left, in order. */
  async sent(contactId: string): Promise<string[]> {
    const rows = await this.db.query<{ step: string }>(
      `SELECT m.step FROM messages m JOIN deliveries d ON d.message_id = m.id
       WHERE m.contact_id = $1 AND m.kind = 'sequence' AND d.status = 'accepted' ORDER BY m.id`,
      [contactId],
    );
    return rows.map(({ step }) => step);
  }

  /** How the contact's passage ended: `completed:goal`; `active:` and its step while it has not. */
  async endOf(sequenceId: string, contactId: string): Promise<string[]> {
    const rows = await this.db.query<{ end: string }>(
      `SELECT concat(status, ':', CASE WHEN status = 'active' THEN step ELSE reason END) AS "end" FROM enrollments
       WHERE sequence_id = $1 AND contact_id = $2 ORDER BY entry`,
      [sequenceId, contactId],
    );
    return rows.map(({ end }) => end);
  }

  /** Which way contacts left which steps: `attends:timeout`. */
  async ways(sequenceId: string): Promise<Set<string>> {
    const rows = await this.db.query<{ way: string }>(
      `SELECT DISTINCT concat(s.step, ':', s.outcome) AS way FROM enrollment_steps s
       JOIN enrollments n ON n.id = s.enrollment_id WHERE n.sequence_id = $1`,
      [sequenceId],
    );
    return new Set(rows.map(({ way }) => way));
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.smtp.stop();
    await this.drop();
  }

  private async workers({ workspaceId }: LibraryHome, now: Date): Promise<void> {
    const { signal } = new AbortController();
    await this.app.get(WatchSequences).run(signal, now);
    await this.app.get(RunSequences).run(workspaceId, signal, now);
    await this.app.get(SendDueMessages).send({ workspaceId, kind: 'sequence' }, signal);
  }

  private async aForm(workspaceId: string): Promise<string> {
    const id = await this.idOf(
      `INSERT INTO forms (workspace_id, name, slug, draft) VALUES ($1, 'Sign-up', $2, '{}') RETURNING id`,
      [workspaceId, `sign-up-${workspaceId}`],
    );
    await this.db.execute(
      `INSERT INTO form_versions (workspace_id, form_id, number, definition, published_by) VALUES ($1, $2, 1, '{}', 'test')`,
      [workspaceId, id],
    );
    await this.db.execute(`UPDATE forms SET published_version = 1, status = 'published' WHERE id = $1`, [id]);
    return id;
  }

  private async idOf(sql: string, params: unknown[]): Promise<string> {
    const row = await this.db.queryOne<{ id: string }>(sql, params);
    if (!row) throw new Error('insert returned no row');
    return row.id;
  }
}

export async function startLibrary(): Promise<LibraryFixture> {
  const server = await createTestDatabase();
  const smtp = await startSmtpServer();
  const settings = testSettings({
    DATABASE_URL: server.url,
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
      SequencesModule,
    ],
  }).compile();
  await app.init();
  return new LibraryFixture(app, smtp, () => server.drop());
}
