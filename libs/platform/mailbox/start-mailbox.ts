import { DomainError } from '@platform/errors';

import { MailboxHttpServer } from './mailbox-http-server';
import { MessageStore } from './message-store';
import { SmtpCatcher } from './smtp-catcher';

const DEFAULT_MAX_MESSAGES = 20_000;

export interface MailboxOptions {
  /** Folder of the stored mail; created when missing. One mailbox at a time may use it. */
  dir: string;
  /** 0 takes any free port. */
  smtpPort: number;
  /** 0 takes any free port. */
  httpPort: number;
  /** The newest messages kept, 20,000 unless told; older ones are removed. */
  maxMessages?: number;
}

export interface RunningMailbox {
  smtpPort: number;
  httpPort: number;
  /** `smtp://127.0.0.1:<port>`, as `SMTP_URL` takes it. */
  smtpUrl: string;
  httpUrl: string;
  /** Refuses new mail, finishes what is being stored, and closes both ports; may be called again. */
  stop(): Promise<void>;
}

function portError(name: string, port: number, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  const reasons: Record<string, string> = {
    EADDRINUSE: 'is taken by another program',
    EACCES: 'may not be used by this user',
  };
  const reason = reasons[code ?? ''];
  if (!reason) return cause;
  return new DomainError({
    code: 'mailbox.port-unavailable',
    kind: 'unavailable',
    message: `The local mailbox cannot listen on port ${port} (${name}) because it ${reason}; set another port.`,
    cause,
  });
}

async function listen(name: string, port: number, server: SmtpCatcher | MailboxHttpServer): Promise<number> {
  try {
    return await server.listen(port);
  } catch (error) {
    throw portError(name, port, error);
  }
}

/**
 * Starts the local mailbox: an SMTP server on 127.0.0.1 that delivers nothing and keeps everything, and a page to
 * read it. Throws DomainError `mailbox.port-unavailable` when a port cannot be had; nothing is left running then.
 */
export async function startMailbox(options: MailboxOptions): Promise<RunningMailbox> {
  const store = new MessageStore(options.dir, options.maxMessages ?? DEFAULT_MAX_MESSAGES);
  const smtp = new SmtpCatcher(store);
  const http = new MailboxHttpServer(store);
  // A port first: a second copy fails here, before it touches the folder. SMTP last: mail needs an open store.
  const httpPort = await listen('web page', options.httpPort, http);
  try {
    await store.open();
    const smtpPort = await listen('SMTP', options.smtpPort, smtp);
    let stopped: Promise<void> | undefined;
    const stop = () => (stopped ??= Promise.all([smtp.close(), http.close()]).then(() => store.close()));
    const smtpUrl = `smtp://127.0.0.1:${smtpPort}`;
    return { smtpPort, httpPort, smtpUrl, httpUrl: `http://127.0.0.1:${httpPort}`, stop };
  } catch (error) {
    await http.close();
    await store.close();
    throw error;
  }
}
