const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
/** A process that ran this long has proved itself: the next failure starts counting anew. */
const STEADY_MS = 60_000;

/** How long to wait before a process that ended is started again: doubles with each early end. Pure. */
export function restartDelay(input: { earlyEnds: number; ranMs: number }): {
  earlyEnds: number;
  delayMs: number;
} {
  const earlyEnds = input.ranMs >= STEADY_MS ? 1 : input.earlyEnds + 1;
  return { earlyEnds, delayMs: Math.min(FIRST_MS * 2 ** (earlyEnds - 1), LONGEST_MS) };
}
