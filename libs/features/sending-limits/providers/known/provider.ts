/** A mailbox provider: whoever runs the mail servers of one or many domains, and slows us down as one. */
export interface MailProvider {
  /** Stable short name without dots, so that it is never a domain. */
  key: string;
  /** As people know it. */
  name: string;
  /** What one of our servers sends there at most unless somebody says otherwise. `docs/sending-limits.md` gives the reasons. */
  limits: { perSecond: number; perHour: number };
  /** Domains whose mailboxes it runs, lower case. */
  domains: readonly string[];
  /** Ends of the names of its mail servers (MX): the domains of companies are found by them. */
  mx: readonly string[];
}

type Limits = MailProvider['limits'];

export const per = (perSecond: number, perHour: number): Limits => ({ perSecond, perHour });

/** Smaller consumer providers: few servers, most of which count messages and connections. */
export const SMALL = per(3, 5_000);
/** Runs the mail of many companies, each with rules of its own. */
export const HOSTING = per(5, 10_000);

export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** `endings('hotmail', 'com co.uk')` → hotmail.com, hotmail.co.uk */
export const endings = (name: string, list: string): string[] =>
  words(list).map((ending) => `${name}.${ending}`);

export const provider = (
  key: string,
  name: string,
  rest: { limits: Limits; domains?: string | string[]; mx?: string },
): MailProvider => ({
  key,
  name,
  limits: rest.limits,
  domains: typeof rest.domains === 'string' ? words(rest.domains) : (rest.domains ?? []),
  mx: words(rest.mx ?? ''),
});
