/** Kinds of promised work, each a table whose rows somebody has to take. */
export const WORK_KINDS = [
  'campaign-starts',
  'campaign-audiences',
  'campaign-batches',
  'messages',
  'imports',
] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** Work of one kind that is due and that nobody has in hand. */
export interface DueWork {
  kind: WorkKind;
  /** Rows that are due and not in hand. */
  waiting: number;
  /** Seconds since the oldest of them became due; 0 when none waits. */
  oldestSeconds: number;
  /** Whether somebody has work of this kind in hand: then a queue is long, not stuck. */
  isMoving: boolean;
}

/** How long work may be due before it counts as stuck, in seconds. Sweeps look every 15 seconds, so each is several of them. */
const PATIENCE_SECONDS: Record<WorkKind, number> = {
  'campaign-starts': 120,
  'campaign-audiences': 900,
  'campaign-batches': 180,
  messages: 60,
  imports: 600,
};

const NAMES: Record<WorkKind, [one: string, many: string]> = {
  'campaign-starts': ['campaign is due to start', 'campaigns are due to start'],
  'campaign-audiences': ['audience is being written', 'audiences are being written'],
  'campaign-batches': ['batch of a campaign waits to be sent', 'batches of campaigns wait to be sent'],
  messages: ['single message waits to be sent', 'single messages wait to be sent'],
  imports: ['import waits to be run', 'imports wait to be run'],
};

export function isStuck({ kind, waiting, oldestSeconds, isMoving }: DueWork): boolean {
  return waiting > 0 && !isMoving && oldestSeconds > PATIENCE_SECONDS[kind];
}

/** One sentence for whoever is called at night; null when the work is not stuck. Names no customer and no campaign. */
export function stuckSentence(work: DueWork): string | null {
  if (!isStuck(work)) return null;
  const [one, many] = NAMES[work.kind];
  const subject = work.waiting === 1 ? `1 ${one}` : `${work.waiting} ${many}`;
  return `${subject}, the oldest for ${inWords(work.oldestSeconds)}, and no worker takes them: see whether a worker runs, and its log.`;
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3_600)} hours`;
}
