import {
  OPEN_CIRCUIT_STRIKES,
  providerName,
  type ExplainedHold,
  type HoldKind,
  type ProviderLimit,
  type TroubleCause,
  type WindowLimits,
} from '@features/sending-limits';
import { DEFAULT_SERVER_ID } from '@features/smtp-servers';

/** How many messages may go out in any interval of each length. */
export class WindowLimitsView {
  /** In any second; null is unlimited. */
  perSecond!: number | null;
  /** In any minute; null is unlimited. */
  perMinute!: number | null;
  /** In any hour; null is unlimited. */
  perHour!: number | null;
  /** In any 24 hours; null is unlimited. */
  perDay!: number | null;
}

/** Something that holds mail back at the moment. It ends by itself. */
export class SendingHoldView {
  /** Id of the hold. */
  id!: string;
  /** What waits: everything through a mail server, mail to a mailbox provider through it, or mail from a sending domain. */
  kind!: HoldKind;
  /** Id of the mail server that answered; null for the one that the operator has set for the whole installation. */
  serverId!: string | null;
  /** Host and port of the mail server that answered. */
  server!: string;
  /**
   * Key of the mailbox provider that complains; null when the server speaks for itself, and for a domain that is no known
   * provider's at the server that all workspaces share: nobody is told which domains others write to.
   */
  provider!: string | null;
  /** Its name, as people know it. */
  providerName!: string | null;
  /** The sending domain that waits; null when it is not about one. */
  domain!: string | null;
  /** Who says what, when it is tried again and what to look at, in plain words; times in the workspace's zone. */
  reason!: string;
  /** Since when the trouble goes on. */
  since!: string;
  /** How often in a row it was put off. */
  strikes!: number;
  /** What kind of trouble it is. */
  cause!: TroubleCause;
  /** It went on five times in a row and more: no passing trouble, somebody should look. */
  isLasting!: boolean;
  /** After this time a small group of messages finds out whether it goes again. */
  heldUntil!: string;
  /** Whether this workspace may lift it. */
  mayLift!: boolean;
}

/** Everything that holds mail back at the moment. */
export class SendingHoldListView {
  /** The oldest trouble first. */
  items!: SendingHoldView[];
}

/** How fast mail goes to one mailbox provider. */
export class ProviderLimitsView {
  /** Key of the provider, or a domain that none is known for. */
  provider!: string;
  /** As people know it. */
  name!: string;
  /** Domains known to be its own; those of companies are found by their mail servers (MX). */
  domains!: string[];
  /** What applies as long as the workspace sets nothing. */
  defaults!: WindowLimitsView;
  /** What the workspace has set; null when the defaults apply. */
  own!: WindowLimitsView | null;
  /** What holds mail to it at the moment, by mail server. */
  holds!: SendingHoldView[];
}

/** Limits for mailbox providers. */
export class ProviderLimitsListView {
  /** Known providers, the largest first; then domains that the workspace has set limits for. */
  items!: ProviderLimitsView[];
}

export function toSendingHoldView(hold: ExplainedHold): SendingHoldView {
  return {
    id: hold.id,
    kind: hold.kind,
    serverId: hold.serverId === DEFAULT_SERVER_ID ? null : hold.serverId,
    server: hold.serverLabel,
    provider: hold.provider,
    providerName: hold.provider === null ? null : providerName(hold.provider),
    domain: hold.domain,
    reason: hold.reason,
    since: hold.since.toISOString(),
    strikes: hold.strikes,
    cause: hold.cause,
    isLasting: hold.strikes >= OPEN_CIRCUIT_STRIKES,
    heldUntil: (hold.heldUntil ?? hold.struckAt).toISOString(),
    mayLift: hold.isOurs,
  };
}

export function toProviderLimitsView(
  limit: ProviderLimit,
  holds: readonly ExplainedHold[],
): ProviderLimitsView {
  return {
    provider: limit.provider,
    name: limit.name,
    domains: [...limit.domains],
    defaults: toLimits(limit.defaults),
    own: limit.own && toLimits(limit.own),
    holds: holds
      .filter(({ kind, provider }) => kind === 'provider' && provider === limit.provider)
      .map(toSendingHoldView),
  };
}

function toLimits({ perSecond, perMinute, perHour, perDay }: WindowLimits): WindowLimitsView {
  return { perSecond, perMinute, perHour, perDay };
}
