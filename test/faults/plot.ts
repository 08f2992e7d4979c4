import type { ProvingGround } from './proving-ground';
import type { Verdict } from './reconcile';

/** What goes on while things break. */
export interface Plot {
  name: string;
  /** Starts the next round; safe to repeat. */
  begin(round: number): Promise<void>;
  /** Rounds that have not ended yet. */
  open(): Promise<number>;
  /** Something is going on that a blow would hit, or nothing will any more. */
  isWorthBreaking(): Promise<boolean>;
  /** What does not end, for people. */
  state(): Promise<object[]>;
  /** Adds what only this plot can tell. */
  judge(verdict: Verdict): Promise<Verdict>;
}

export type PlotMaker = (ground: ProvingGround, recipients: number) => Promise<Plot>;
