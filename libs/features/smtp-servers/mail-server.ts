/** What goes first when connections or limits are short: a password mail never waits behind a newsletter. */
export const SENDING_PRIORITIES = ['transactional', 'sequence', 'campaign'] as const;
export type SendingPriority = (typeof SENDING_PRIORITIES)[number];

/** How many messages a server may get; null is unlimited. */
export interface MailServerLimits {
  perSecond: number | null;
  perMinute: number | null;
  perHour: number | null;
  perDay: number | null;
}

/** A server that mail can be handed to, without its password. */
export interface MailServer {
  /** UUID of `smtp_servers`, or `default`: the one of SMTP_URL, used by workspaces that have none of their own. */
  id: string;
  /** Null for the default server, whose limits all workspaces share. */
  workspaceId: string | null;
  /** Host and port, for logs and messages; no secrets. */
  label: string;
  /** 1 to 100: its share of the mail among servers for the same sender. */
  weight: number;
  limits: MailServerLimits;
  /** Connections at the same time, over all workers together. */
  connections: number;
  /** Whether limits for mailbox providers apply; a relay that throttles by itself needs none. */
  limitsProviders: boolean;
}

/** Id of the server of SMTP_URL. */
export const DEFAULT_SERVER_ID = 'default';
