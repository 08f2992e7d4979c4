/**
 * What is being done about a tracked segment.
 *
 *     new ──▶ watching ──▶ settling ──▶ refreshing ──▶ following ◀──▶ checking
 *
 * - `watching`: its triggers know which events to mark, but writers that began before may not have seen that.
 * - `settling`: those writers are known; nothing is evaluated until the last of them has ended.
 * - `refreshing`: everybody is evaluated once, in chunks; who changes meanwhile is evaluated as well.
 * - `following`: whoever changes is evaluated, and whoever's time has come.
 * - `checking`: as `following`, while everybody is evaluated once more.
 *
 * From every stage: `watching` when the tree means something else than before, `broken` when it means nothing any more,
 * `failed` when its statement failed; from these two `watching` again.
 */
export type TrackingStage =
  'new' | 'watching' | 'settling' | 'refreshing' | 'following' | 'checking' | 'broken' | 'failed';

/** What decides about the next stage. */
export interface TrackingFacts {
  stage: TrackingStage;
  /** What the memberships follow; see `meaningOf`. Null: nothing yet. */
  meaning: string | null;
  refreshedAt: Date | null;
  checkAt: Date | null;
  /** No writer is left that began before the triggers knew what to mark. */
  isSettled: boolean;
}

/** What a tree means now; null when it is broken. */
export interface TrackedMeaning {
  meaning: string;
  dependsOnPeers: boolean;
}

const MINUTE_MS = 60_000;
/** Other contacts may change the answer about one, which nothing marks. */
const PEERS_REFRESH_MS = 15 * MINUTE_MS;
/** A safety net: it must find nothing. */
const CHECK_MS = 24 * 60 * MINUTE_MS;

/** The stage to be in now; the same stage when there is nothing to move. */
export function nextStage(facts: TrackingFacts, now: Date, tree: TrackedMeaning | null): TrackingStage {
  if (!tree) return 'broken';
  if (facts.stage === 'failed' && facts.checkAt !== null && facts.checkAt > now) return 'failed';
  if (facts.stage === 'failed' || facts.stage === 'broken' || facts.meaning !== tree.meaning)
    return 'watching';
  switch (facts.stage) {
    case 'new':
      return 'watching';
    case 'watching':
      return 'settling';
    case 'settling':
      return facts.isSettled ? 'refreshing' : 'settling';
    case 'following':
      return isDue(facts.refreshedAt, now, tree) ? 'checking' : 'following';
    case 'refreshing':
    case 'checking':
      return facts.stage;
  }
}

/** Whether contacts are evaluated in this stage. */
export function isEvaluated(stage: TrackingStage): boolean {
  return stage === 'refreshing' || stage === 'following' || stage === 'checking';
}

/** Whether there is something to do about it at once, without waiting for a change or a time. */
export function isUnderWay(stage: TrackingStage): boolean {
  return stage === 'watching' || stage === 'refreshing' || stage === 'checking';
}

function isDue(refreshedAt: Date | null, now: Date, { dependsOnPeers }: TrackedMeaning): boolean {
  const after = dependsOnPeers ? PEERS_REFRESH_MS : CHECK_MS;
  return refreshedAt === null || now.getTime() - refreshedAt.getTime() >= after;
}
