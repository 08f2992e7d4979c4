import type { Segment, SegmentPreview } from '@features/segments';

const LONGEST_RULE = 90;

/** A preview as people read it. */
export function previewLines(tree: unknown, preview: SegmentPreview & { summary: string }): string[] {
  const { count, mailableCount, estimate, afterEachRule, sample, tooSmall, minimum, tookMs } = preview;
  const about = estimate ? 'about ' : '';
  const lines = [
    preview.summary,
    '',
    `  ${column(about + shown(count))}  match`,
    `  ${column(about + shown(mailableCount))}  of them may be mailed`,
  ];
  if (estimate) lines.push('', `  ${estimateLine(estimate)}`);
  if (tooSmall) lines.push('', `  Smaller than this workspace's minimum of ${shown(minimum)}.`);
  if (afterEachRule && afterEachRule.length > 0) {
    lines.push('', 'After each rule');
    const rules = (tree as { rules: unknown[] }).rules;
    for (const [index, step] of afterEachRule.entries())
      lines.push(`  ${column(about + shown(step.count))}  ${clipped(JSON.stringify(rules[index]))}`);
  }
  if (sample.length > 0) {
    lines.push('', 'Some of them');
    for (const { email, firstName, lastName } of sample)
      lines.push(`  ${[email, [firstName, lastName].filter(Boolean).join(' ')].filter(Boolean).join('  ')}`);
  }
  return [...lines, '', `Took ${shown(tookMs)} ms.`];
}

/** One line per segment. */
export function segmentLines(segments: readonly Segment[]): string[] {
  if (segments.length === 0) return ['There are no segments yet.'];
  return segments.map(({ id, kind, lastCount, name, isBroken }) =>
    [
      id,
      kind.padEnd(7),
      column(lastCount === null ? '–' : shown(lastCount)),
      name + (isBroken ? '  (broken)' : ''),
    ].join('  '),
  );
}

function estimateLine({ method, sampled, margin }: NonNullable<SegmentPreview['estimate']>): string {
  if (method === 'planner')
    return 'Counting took too long; this is what PostgreSQL expects, and may be far off.';
  return `Counting took too long; estimated from ${shown(sampled ?? 0)} contacts drawn by chance, give or take ${shown(margin ?? 0)}.`;
}

function shown(count: number): string {
  return count.toLocaleString('en');
}

function column(text: string): string {
  return text.padStart(9);
}

function clipped(text: string): string {
  return text.length <= LONGEST_RULE ? text : `${text.slice(0, LONGEST_RULE - 1)}…`;
}
