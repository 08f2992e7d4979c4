import type { TlsPolicy } from '@platform/mail';

/** A mail server of a workspace, without its password. */
export interface SmtpServer {
  id: string;
  workspaceId: string;
  /** For people; unique in the workspace whatever the case. */
  name: string;
  /** Host name in A-labels, or an IP address without brackets. */
  host: string;
  port: number;
  tls: TlsPolicy;
  /** False accepts any certificate. */
  verifyCertificate: boolean;
  /** How we introduce ourselves; null: the name of the machine that sends. */
  ehloName: string | null;
  /** Null: the server asks for no sign-in. There is a password exactly when there is a user name. */
  userName: string | null;
  /** 1 to 500, over all workers together. */
  connections: number;
  perSecond: number | null;
  perMinute: number | null;
  perHour: number | null;
  perDay: number | null;
  /** 1 to 100: its share of the mail among servers for the same sender. */
  weight: number;
  /** Domains of From addresses, in A-labels, that this server sends for; empty: for every sender that has no server of its own. */
  senderDomains: string[];
  /** Whether limits for mailbox providers apply. */
  limitsProviders: boolean;
  isEnabled: boolean;
  createdAt: Date;
  updatedAt: Date;
}

/** With the password as it is stored: encrypted. Never leaves the feature. */
export interface StoredSmtpServer extends SmtpServer {
  passwordBox: string | null;
}

/** What makes a connection; also of a server that was never stored. */
export interface SmtpConnectionInput {
  host: string;
  port: number;
  tls: TlsPolicy;
  verifyCertificate: boolean;
  ehloName: string | null;
  userName: string | null;
  /** Null exactly when the user name is. */
  password: string | null;
}

/** Settings that a user may give; what is left out keeps its value, or gets the default. */
export type SmtpServerInput = Partial<
  Omit<SmtpServer, 'id' | 'workspaceId' | 'createdAt' | 'updatedAt'> & { password: string | null }
>;

export const SMTP_SERVER_DEFAULTS = {
  tls: 'starttls-required',
  verifyCertificate: true,
  ehloName: null,
  userName: null,
  connections: 5,
  perSecond: null,
  perMinute: null,
  perHour: null,
  perDay: null,
  weight: 1,
  senderDomains: [],
  limitsProviders: true,
  isEnabled: true,
} satisfies SmtpServerInput;

/** The usual port of each policy. */
export const USUAL_PORTS: Record<TlsPolicy, number> = {
  tls: 465,
  'starttls-required': 587,
  'starttls-if-offered': 587,
  none: 25,
};

/** Servers one workspace may have. */
export const MAX_SMTP_SERVERS = 50;
