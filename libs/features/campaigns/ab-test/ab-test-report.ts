import { sayMoment } from '../control/say-time';
import type { Campaign } from '../campaign';
import type { AbTest } from './ab-test';
import { variantName } from './variant';

/**
 * Where a test stands: `not-started`, `running`, `paused` with its campaign (nothing is decided before it goes on), `waiting` for
 * a person, `decided`, or `ended` without a decision because the campaign was cancelled or reached nobody.
 */
export const AB_TEST_STATES = ['not-started', 'running', 'paused', 'waiting', 'decided', 'ended'] as const;
export type AbTestState = (typeof AB_TEST_STATES)[number];

export function stateOf(
  { status, audienceCount }: Pick<Campaign, 'status' | 'audienceCount'>,
  test: AbTest,
): AbTestState {
  if (test.startedAt === null) return 'not-started';
  if (test.winner !== null) return 'decided';
  if (status === 'cancelled' || audienceCount === 0) return 'ended';
  if (test.waitingSince !== null) return 'waiting';
  return status === 'paused' ? 'paused' : 'running';
}

/** The state in plain words, in the workspace's time zone. */
export function sayState(state: AbTestState, test: AbTest, clock: { now: Date; zone: string }): string {
  const when = (at: Date | null): string => (at === null ? '' : sayMoment(at, clock));
  const who = test.decision === 'manual' ? 'a person decides' : 'it is decided by rule';
  switch (state) {
    case 'not-started':
      return 'The test starts when the campaign is sent.';
    case 'running':
      return `Running until ${when(test.decideAt)}, then ${who}.`;
    case 'paused':
      return `The campaign is paused. Nothing is decided before it goes on; the test was to end at ${when(test.decideAt)}.`;
    case 'waiting':
      return `Waiting since ${when(test.waitingSince)} for a person to choose the winner; the rest of the audience is held.`;
    case 'ended':
      return 'The campaign was over before the test was decided: it was cancelled, or nobody was in its audience.';
    case 'decided': {
      const by = test.decidedBy === null ? 'by rule' : `by ${test.decidedBy}`;
      return `Decided ${by} at ${when(test.decidedAt)}: ${test.winner === null ? '' : variantName(test.winner)} won.`;
    }
  }
}
