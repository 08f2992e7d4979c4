import type { ScopeUsage, WindowName } from '@features/sending-limits';

/** How much of one limit is used up. */
export class WindowUsageView {
  /** Any second, minute or hour, or any 24 hours. */
  window!: WindowName;
  /** Messages in any interval of that length. */
  limit!: number;
  /** Messages in the interval that ends now, or a few more. */
  used!: number;
}

/** How much of its limits a mail server or a sending domain has used up. */
export class SendingUsageView {
  /** Whose limits they are. */
  kind!: ScopeUsage['kind'];
  /** Id of the mail server, or of the sending domain. */
  id!: string;
  /** The shortest interval first. */
  windows!: WindowUsageView[];
}

/** What is limited; what has no limit is missing. */
export class SendingUsageListView {
  /** Mail servers by name, then domains by name. */
  items!: SendingUsageView[];
}
