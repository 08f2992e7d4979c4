import { asProblem } from './problem';

const ASK_AGAIN_MS = 3000;
/** Workers give up after two minutes. */
const MOST_QUESTIONS = 60;

/** The answer is counted in the background for the first time. */
export const isBeingCounted = (error: unknown): boolean => asProblem(error).code === 'report.being-counted';

/** Asks again until a worker has counted. */
export const untilCounted = (failures: number, error: unknown): boolean =>
  isBeingCounted(error) && failures < MOST_QUESTIONS;

/** How long until the next question; the usual steps for anything else. */
export const retryDelay = (failures: number, error: unknown): number =>
  isBeingCounted(error) ? ASK_AGAIN_MS : Math.min(1000 * 2 ** failures, 30_000);

/** Asks again soon while an older answer is shown, and otherwise after `usual`. */
export const soonWhileCounted =
  (usual: number | false = false) =>
  ({ state }: { state: { data?: { isBeingCounted: boolean } | undefined } }): number | false =>
    state.data?.isBeingCounted ? ASK_AGAIN_MS : usual;
