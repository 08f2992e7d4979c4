import type { NotMailableReason } from '@features/consent';

/** What somebody who may be mailed waits for, or is left out for: they have had enough mail, or their hours are quiet. */
export const WAIT_REASONS = ['frequency-cap', 'quiet-hours'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** Somebody gets no more mail for now because they asked for less; they are left out, whatever a campaign says. */
export const OWN_FREQUENCY = 'own-frequency';

/** Why a campaign's message was held back when its turn came: `reason` of a delivery that is `suppressed`. */
export type HeldBackReason = NotMailableReason | 'erased' | typeof OWN_FREQUENCY | WaitReason;
