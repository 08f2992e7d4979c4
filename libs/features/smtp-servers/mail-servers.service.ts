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

  /**
   * Servers for a sender's domain, in the order in which the caller tries them. Empty means "not now": all connections that
   * the servers allow belong to other workers; asking again in some seconds is right.
   */
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

  /**
   * Sends one message to one recipient; waits for a free connection, urgent messages first. Never throws: every way a message
   * can end is a SendResult. `not-sent` with `notNow`: nothing was tried (the server was switched off meanwhile, this worker
   * lost its share of the connections, the process stops), and the server is not in trouble.
   */
  send(
    _server: MailServer,
    envelope: SmtpEnvelope,
    message: SmtpMessage,
    _priority: SendingPriority,
  ): Promise<SendResult> {
    return this.pool.send(envelope, message);
  }
}
