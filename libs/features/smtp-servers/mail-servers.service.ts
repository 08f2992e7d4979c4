import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { SmtpPool, type SendResult, type SmtpEnvelope, type SmtpMessage } from '@platform/mail';
import { DEFAULT_SERVER_ID, type MailServer, type SendingPriority } from './mail-server';

/** The servers mail goes out through, with one pool of connections for each of them in this process. */
@Injectable()
export class MailServers {
  constructor(
    private readonly pool: SmtpPool,
    private readonly settings: Settings,
  ) {}

  /** Servers for a sender's domain, in the order in which the caller tries them. Never empty. */
  candidates(_workspaceId: string, _senderDomain: string): Promise<MailServer[]> {
    return Promise.resolve([
      {
        id: DEFAULT_SERVER_ID,
        workspaceId: null,
        label: this.pool.label,
        weight: 1,
        limits: { perSecond: null, perMinute: null, perHour: null, perDay: null },
        connections: this.settings.smtp.connections,
        limitsProviders: true,
      },
    ]);
  }

  /** Sends one message to one recipient. Never throws: every way a message can end is a SendResult. */
  send(
    _server: MailServer,
    envelope: SmtpEnvelope,
    message: SmtpMessage,
    _priority: SendingPriority,
  ): Promise<SendResult> {
    return this.pool.send(envelope, message);
  }
}
