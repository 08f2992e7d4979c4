import { Injectable } from '@nestjs/common';
import { AuditService, ThrottleService, type Actor, type ThrottleLimit } from '@features/accounts';
import { SendersService } from '@features/senders';
import { invalidField } from '@platform/errors';
import {
  composeTestMail,
  diagnoseSmtp,
  parseEmailAddress,
  type DiagnosisMail,
  type SmtpDiagnosis,
  type SmtpTimeouts,
} from '@platform/mail';
import { ServerConnections } from './server-connections.service';
import type { SmtpConnectionInput, SmtpServerInput } from './smtp-server';
import { testThrottled } from './smtp-servers.errors';
import { SmtpServersService } from './smtp-servers.service';

/** One mail to send at the end of a test. */
export interface TestMailInput {
  /** Left out: the mail comes from the workspace's default sender. */
  from?: string;
  to: string;
}

/** Somebody waits for the answer: 45 seconds in all, whatever the server does. */
const PATIENCE: SmtpTimeouts = {
  connectMs: 8_000,
  greetingMs: 10_000,
  idleMs: 10_000,
  openMs: 25_000,
  sendMs: 20_000,
};

/** Of one workspace: enough for trying settings, too few for searching other people's networks. */
const LIMIT: ThrottleLimit = { hits: 30, windowSeconds: 600 };

/** Tries mail servers and says what is wrong with them, over connections of its own. */
@Injectable()
export class SmtpServerTests {
  constructor(
    private readonly servers: SmtpServersService,
    private readonly connections: ServerConnections,
    private readonly senders: SendersService,
    private readonly throttle: ThrottleService,
    private readonly audit: AuditService,
  ) {}

  /** Settings that are not stored: everything comes from the caller, the password too. */
  async testSettings(
    actor: Actor,
    input: SmtpServerInput & { host: string },
    mail?: TestMailInput,
  ): Promise<SmtpDiagnosis> {
    return this.test(actor, { connection: this.servers.checkConnection(input), id: null }, mail);
  }

  async testStored(actor: Actor, id: string, mail?: TestMailInput): Promise<SmtpDiagnosis> {
    const connection = await this.servers.connectionOf(actor.workspaceId, id);
    return this.test(actor, { connection, id }, mail);
  }

  private async test(
    actor: Actor,
    { connection, id }: { connection: SmtpConnectionInput; id: string | null },
    mail?: TestMailInput,
  ): Promise<SmtpDiagnosis> {
    const message = mail && (await this.compose(actor.workspaceId, mail, connection));
    const wait = await this.throttle.hit('smtp-server-test', actor.workspaceId, LIMIT);
    if (wait !== null) throw testThrottled(wait);
    const diagnosis = await diagnoseSmtp(this.connections.to(connection, PATIENCE), message);
    await this.audit.record(actor, {
      action: 'smtp-server.tested',
      targetKind: 'smtp-server',
      targetId: id,
      details: {
        server: diagnosis.label,
        problem: diagnosis.problem?.code ?? null,
        sentMail: mail !== undefined,
      },
    });
    return diagnosis;
  }

  private async compose(
    workspaceId: string,
    mail: TestMailInput,
    { host, port }: SmtpConnectionInput,
  ): Promise<DiagnosisMail> {
    return composeTestMail({
      from: mail.from === undefined ? await this.defaultSender(workspaceId) : address('/from', mail.from),
      to: address('/to', mail.to),
      subject: 'Tidings: test of a mail server',
      text: `This mail went out through ${host}:${port}.\r\n\r\nNobody needs to answer it.\r\n`,
    });
  }

  private async defaultSender(workspaceId: string): Promise<string> {
    const senders = await this.senders.list(workspaceId);
    const sender = senders.find(({ isDefault }) => isDefault) ?? senders[0];
    if (sender) return sender.fromEmail;
    const message =
      'from is missing, and this workspace has no sender yet: give an address, or make a sender first.';
    throw invalidField('/from', 'smtp-server.no-sender', message);
  }
}

function address(pointer: string, text: string): string {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw invalidField(pointer, 'email.invalid', `${pointer.slice(1)}: ${parsed.reason}.`);
  return parsed.address;
}
