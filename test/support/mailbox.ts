import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { startMailbox } from '@platform/mailbox';

/** Mail as the recipient's server got it: parsed by a library that knows nothing of ours. */
export interface ReceivedMail {
  to: string;
  raw: string;
  parsed: ParsedMail;
}

/** A real SMTP server that keeps what it takes. */
export interface TestMailbox {
  smtpUrl: string;
  /** All mails, oldest first; only those to one address when given. */
  mails(to?: string): Promise<ReceivedMail[]>;
  /** Recipients, one entry per mail, sorted. */
  recipients(): Promise<string[]>;
  stop(): Promise<void>;
}

export async function startTestMailbox(): Promise<TestMailbox> {
  const dir = mkdtempSync(join(tmpdir(), 'tidings-mailbox-'));
  const mailbox = await startMailbox({ dir, smtpPort: 0, httpPort: 0 });
  const list = async (to?: string): Promise<{ id: string; envelope: { to: string[] } }[]> => {
    const query = new URLSearchParams({ limit: '5000', ...(to ? { to } : {}) });
    const answer = await fetch(`${mailbox.httpUrl}/api/messages?${query.toString()}`);
    return ((await answer.json()) as { items: { id: string; envelope: { to: string[] } }[] }).items.reverse();
  };
  return {
    smtpUrl: `${mailbox.smtpUrl}?tls=off`,
    mails: async (to) =>
      Promise.all(
        (await list(to)).map(async ({ id, envelope }) => {
          const raw = await (await fetch(`${mailbox.httpUrl}/api/messages/${id}/raw`)).text();
          return { to: envelope.to[0] ?? '', raw, parsed: await simpleParser(raw) };
        }),
      ),
    recipients: async () => (await list()).flatMap(({ envelope }) => envelope.to).sort(),
    stop: async () => {
      await mailbox.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
