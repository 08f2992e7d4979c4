import { sayCount, sayPercent } from './say-number';

/** When the brake pulls; percentages as in the workspace's settings. */
export interface BrakeThresholds {
  complaintPercent: number;
  bouncePercent: number;
  /** Below this many messages no share means anything. */
  minimumSent: number;
}

/** What the ledger says of one campaign. */
export interface BrakeFigures {
  /** Accepted by a mail server. */
  sent: number;
  /** Accepted, and came back because the mailbox does not exist. */
  bounced: number;
  /** Refused by a mail server because the mailbox does not exist. */
  refused: number;
  complained: number;
}

/** The shares at which a person resumed the campaign against the brake. */
export interface BrakeOverride {
  complaintPercent: number;
  bouncePercent: number;
}

/** One share against its limit. */
export interface BrakeReading {
  percent: number;
  /** Above this the brake pulls. */
  limit: number;
}

export interface BrakeState {
  /** Messages that tell something about mailboxes: accepted ones and hard refusals. */
  sent: number;
  complaints: BrakeReading;
  bounces: BrakeReading;
  /** Why the campaign must stop, in plain words; null when it may go on. */
  reason: string | null;
}

/** Resumed against the brake, a campaign goes on until a share is this many times what it was then. */
export const OVERRIDE_STEP = 1.5;

/**
 * Complaints are counted against what was sent, bounces (hard ones alone) against what was sent or refused for good because
 * of the mailbox. More than a limit pulls; exactly the limit does not.
 */
export function brakeState(
  { sent, bounced, refused, complained }: BrakeFigures,
  thresholds: BrakeThresholds,
  override: BrakeOverride | null,
): BrakeState {
  const tried = sent + refused;
  const complaints = reading(
    percentOf(complained, sent),
    thresholds.complaintPercent,
    override?.complaintPercent,
  );
  const bounces = reading(
    percentOf(bounced + refused, tried),
    thresholds.bouncePercent,
    override?.bouncePercent,
  );
  const state: BrakeState = { sent: tried, complaints, bounces, reason: null };
  if (tried < thresholds.minimumSent) return state;
  const reasons = [
    ...(bounces.percent > bounces.limit
      ? [
          `${sayPercent(bounces.percent)} of ${sayCount(tried)} messages came back because the mailbox does not exist (limit ${sayPercent(bounces.limit)})`,
        ]
      : []),
    ...(complaints.percent > complaints.limit
      ? [
          `${sayPercent(complaints.percent)} of ${sayCount(sent)} people called the message spam (limit ${sayPercent(complaints.limit)})`,
        ]
      : []),
  ];
  if (reasons.length > 0) state.reason = `${reasons.join(', and ')}.`;
  return state;
}

function reading(percent: number, threshold: number, overridden: number | undefined): BrakeReading {
  return { percent, limit: Math.max(threshold, (overridden ?? 0) * OVERRIDE_STEP) };
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}
