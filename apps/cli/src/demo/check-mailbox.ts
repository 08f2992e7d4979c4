/** One mail as the local mailbox lists it. */
interface CaughtMail {
  id: string;
  envelope: { to: string[] };
  headers: Record<string, string>;
}

interface MailDetail {
  subject: string;
  html: string;
  text: string;
}

export interface DeliveryLine {
  email: string;
  status: string;
}

/** Mails that the mailbox holds for one campaign, by recipient in lower case. */
export async function caughtMails(mailboxUrl: string, since: Date): Promise<Map<string, CaughtMail[]>> {
  const byRecipient = new Map<string, CaughtMail[]>();
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: '5000',
      since: since.toISOString(),
      ...(cursor ? { cursor } : {}),
    });
    const answer = await fetch(`${mailboxUrl}/api/messages?${query.toString()}`);
    const page = (await answer.json()) as { items: CaughtMail[]; nextCursor: string | null };
    for (const mail of page.items) {
      for (const to of mail.envelope.to) {
        const key = to.toLowerCase();
        byRecipient.set(key, [...(byRecipient.get(key) ?? []), mail]);
      }
    }
    cursor = page.nextCursor;
  } while (cursor);
  return byRecipient;
}

/**
 * Compares the ledger with the mailbox: everybody accepted has exactly one mail, nobody else has any, each carries
 * the one-click unsubscribe headers, and a sample is read for its personal greeting and parts.
 */
export async function mailboxDifferences(input: {
  mailboxUrl: string;
  since: Date;
  deliveries: DeliveryLine[];
}): Promise<{ differences: string[]; mails: number }> {
  const mails = await caughtMails(input.mailboxUrl, input.since);
  const accepted = new Set(
    input.deliveries.filter(({ status }) => status === 'accepted').map(({ email }) => email.toLowerCase()),
  );
  const differences: string[] = [];
  for (const email of accepted) {
    const count = mails.get(email)?.length ?? 0;
    if (count !== 1) differences.push(`${email} should have one mail and has ${count}.`);
  }
  for (const [email, list] of mails) {
    if (!accepted.has(email))
      differences.push(`${email} has a mail and is not in the campaign's ledger as accepted.`);
    for (const { headers } of list) {
      if (!headers['list-unsubscribe'] || headers['list-unsubscribe-post'] !== 'List-Unsubscribe=One-Click') {
        differences.push(`The mail to ${email} lacks the one-click unsubscribe headers.`);
      }
    }
  }
  differences.push(...(await readSample(input.mailboxUrl, [...mails.values()].flat().slice(0, 10))));
  return { differences: shorten(differences), mails: [...mails.values()].flat().length };
}

async function readSample(mailboxUrl: string, sample: CaughtMail[]): Promise<string[]> {
  const differences: string[] = [];
  for (const { id } of sample) {
    const mail = (await (await fetch(`${mailboxUrl}/api/messages/${id}`)).json()) as MailDetail;
    if (!mail.subject || !mail.html || !mail.text)
      differences.push(`Mail ${id} lacks subject, HTML or text.`);
    if (/\{\{|\}\}/.test(`${mail.subject}${mail.html}${mail.text}`)) {
      differences.push(`Mail ${id} shows an unfilled merge field.`);
    }
  }
  return differences;
}

function shorten(differences: string[]): string[] {
  if (differences.length <= 10) return differences;
  return [...differences.slice(0, 10), `… and ${differences.length - 10} more.`];
}
