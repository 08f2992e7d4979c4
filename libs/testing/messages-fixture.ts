import { Test, type TestingModule } from '@nestjs/testing';
import { systemActor, type Actor } from '@features/accounts';
import { ContactsModule } from '@features/contacts';
import {
  MessageSendingModule,
  MessagesModule,
  MessagesService,
  PostMessages,
  SendDueMessages,
  type Message,
  type MessageInput,
  type MessageKind,
} from '@features/messages';
import { SendersService } from '@features/senders';
import { TemplatesService } from '@features/templates';
import { Database } from '@platform/database';
import { FoundationModule } from '@platform/foundation';
import { createLogger } from '@platform/logging';
import { aTemplate, mjmlText } from './factories/template';
import { aWorkspace } from './factories/workspace';
import { startSmtpServer, type TestSmtpServer, type TestSmtpServerOptions } from './smtp/smtp-server';
import { createTestDatabase } from './test-database';
import { testSettings } from './test-settings';

/** A workspace that may send single messages. */
export interface MessagesHome {
  actor: Actor;
  workspaceId: string;
  senderId: string;
  templateId: string;
}

/** The real messages modules of API and worker in one, on a database of their own and a real SMTP server. */
export class MessagesFixture {
  constructor(
    readonly app: TestingModule,
    readonly smtp: TestSmtpServer,
    private readonly drop: () => Promise<void>,
  ) {}

  get database(): Database {
    return this.app.get(Database);
  }

  get posting(): PostMessages {
    return this.app.get(PostMessages);
  }

  get messages(): MessagesService {
    return this.app.get(MessagesService);
  }

  async aHome(): Promise<MessagesHome> {
    const { id: workspaceId } = await aWorkspace(this.database);
    const actor = systemActor(workspaceId, 'tester');
    const from = { fromName: 'Maré Alta', fromEmail: 'hello@mare-alta.example' };
    const sender = await this.app.get(SendersService, { strict: false }).create(actor, from);
    const template = await aTemplate(this.app.get(TemplatesService, { strict: false }), workspaceId, {
      subject: 'Order {{data.number}} for {{default contact.firstName "you"}}',
      mjml: mjmlText(
        'Thank you for {{data.number}}: <a href="https://shop.example/o/{{data.number}}">look</a>',
      ),
    });
    return { actor, workspaceId, senderId: sender.id, templateId: template.id };
  }

  /** Posts one message of the home's template; throws when it is refused. Returns its id. */
  async post({ actor, templateId }: MessagesHome, input: Partial<MessageInput> = {}): Promise<string> {
    const to = { email: 'ana@example.com' };
    return (await this.posting.postOne(actor, { to, templateId, data: { number: 'A-1' }, ...input })).id;
  }

  /** Does the worker's part for one workspace. */
  async send(workspaceId: string, kind: MessageKind = 'transactional'): Promise<number> {
    return this.app.get(SendDueMessages).send({ workspaceId, kind }, new AbortController().signal);
  }

  async get({ workspaceId }: MessagesHome, id: string): Promise<Message> {
    return this.messages.get(workspaceId, id);
  }

  async count(from: string, parameters: unknown[]): Promise<number> {
    const row = await this.database.queryOne<{ n: number }>(`SELECT count(*) AS n FROM ${from}`, parameters);
    return row?.n ?? -1;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.smtp.stop();
    await this.drop();
  }
}

export async function startMessages(
  options: { env?: Record<string, string>; smtp?: TestSmtpServerOptions } = {},
): Promise<MessagesFixture> {
  const server = await createTestDatabase();
  const smtp = await startSmtpServer(options.smtp);
  const settings = testSettings({
    DATABASE_URL: server.url,
    DATABASE_POOL_SIZE: '8',
    SMTP_URL: `${smtp.url}?tls=off`,
    APP_URL: 'https://mail.tidings.example',
    ...options.env,
  });
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  const app = await Test.createTestingModule({
    imports: [
      FoundationModule.forProcess({ process: 'test', settings, logger }),
      ContactsModule,
      MessagesModule,
      MessageSendingModule,
    ],
  }).compile();
  await app.init();
  return new MessagesFixture(app, smtp, () => server.drop());
}
