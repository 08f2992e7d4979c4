import { Inject, Injectable } from '@nestjs/common';
import { Attempts } from '../enrollments/attempts.service';
import type { Passage, StepTaken } from '../enrollments/enrollment';
import { grouped } from '../enrollments/grouped';
import { RunningVersions } from '../enrollments/running-versions.service';
import { MAX_STEPS } from '../graph/limits';
import type { PublishedGraph } from '../graph/sequence-graph';
import { zoneOf } from '../timing/zone-clock';
import { STEP_RUNNERS, type StepBatch, type StepRunner, type Verdict } from './step-runner';

/** What became of contacts who were taken in hand together. */
export interface Walked {
  /** Wait at a step. */
  staying: Passage[];
  /** Came to the end. */
  ended: Passage[];
  /** Steps that were left, in order. */
  taken: StepTaken[];
  /** Could not take their step. */
  stuck: { passages: Passage[]; problem: string }[];
}

export interface Party {
  workspaceId: string;
  sequenceId: string;
  version: number;
  passages: readonly Passage[];
  now: Date;
  workspaceZone: string;
}

/** Walks contacts of one version on until each of them waits or has arrived; all that are at one step take it together. */
@Injectable()
export class Walk {
  private readonly runners: ReadonlyMap<string, StepRunner>;

  constructor(
    @Inject(STEP_RUNNERS) runners: readonly StepRunner[],
    private readonly versions: RunningVersions,
    private readonly attempts: Attempts,
  ) {
    this.runners = new Map(runners.map((runner) => [runner.kind, runner]));
  }

  async run(party: Party): Promise<Walked> {
    const graph = await this.versions.graph(party.workspaceId, party.sequenceId, party.version);
    const walked: Walked = { staying: [], ended: [], taken: [], stuck: [] };
    let moving = party.passages.map((passage) => begun(passage, graph));
    // Graphs have no circles; the bound only keeps a broken one from holding the engine for ever.
    for (let round = 0; moving.length > 0 && round <= MAX_STEPS; round += 1) {
      const further: Walker[] = [];
      for (const [stepId, passages] of grouped(moving, ({ step }) => step)) {
        const done = await this.attempts.attempt(() => this.take(party, { graph, stepId, passages }));
        if (done.ok)
          further.push(...apply(passages, { graph, verdicts: done.value, now: party.now, walked }));
        else walked.stuck.push({ passages, problem: done.problem });
      }
      moving = further;
    }
    return walked;
  }

  private async take(
    party: Party,
    { graph, stepId, passages }: { graph: PublishedGraph; stepId: string; passages: readonly Passage[] },
  ): Promise<Map<string, Verdict>> {
    const step = graph.steps[stepId];
    const runner = step && this.runners.get(step.kind);
    if (!step || !runner)
      throw new Error(`version ${party.version} has no step "${stepId}" that can be taken`);
    const batch: StepBatch = {
      ...party,
      graph,
      stepId,
      step,
      passages,
      zoneOf: ({ zone }) => zoneOf(zone, party.workspaceZone),
    };
    const verdicts = await runner.run(batch);
    if (verdicts.size !== passages.length) throw new Error(`the step "${stepId}" forgot somebody`);
    return verdicts;
  }
}

/** A contact in hand, and from when on events count for what it may wait for next. */
type Walker = Passage & { listensFrom: Date };

/**
 * Whoever comes late from a wait, since no engine ran, may have done already what the next step waits for: that counts from when the
 * wait was over. What the first step waits for counts from the trigger.
 */
function begun(passage: Passage, graph: PublishedGraph): Walker {
  if (passage.isWaiting) return { ...passage, listensFrom: passage.dueAt };
  const isStart = passage.step === graph.start && passage.visit === 1;
  const listensFrom = isStart ? passage.since : passage.stepEnteredAt;
  return {
    ...passage,
    listensFrom,
    stepEnteredAt: startOf(passage.step, graph, { listensFrom, now: passage.stepEnteredAt }),
  };
}

/** Those who go on to another step at once. */
function apply(
  passages: readonly Walker[],
  about: { graph: PublishedGraph; verdicts: ReadonlyMap<string, Verdict>; now: Date; walked: Walked },
): Walker[] {
  const { graph, verdicts, now, walked } = about;
  const further: Walker[] = [];
  for (const walker of passages) {
    const verdict = verdicts.get(walker.id)!;
    if ('stay' in verdict) {
      const { stay, deadline = null } = verdict;
      walked.staying.push({ ...walker, isWaiting: true, dueAt: stay, deadlineAt: deadline });
      continue;
    }
    walked.taken.push(taken(walker, verdict, now));
    if (verdict.go === null) walked.ended.push(walker);
    else further.push(arrived(walker, verdict.go, { graph, now }));
  }
  return further;
}

function taken(passage: Passage, verdict: Exclude<Verdict, { stay: Date }>, now: Date): StepTaken {
  return {
    enrollmentId: passage.id,
    step: passage.step,
    visit: passage.visit,
    version: passage.version,
    enteredAt: passage.stepEnteredAt,
    leftAt: now,
    outcome: verdict.outcome,
    details: verdict.details ?? null,
  };
}

function arrived(walker: Walker, step: string, { graph, now }: { graph: PublishedGraph; now: Date }): Walker {
  // What a mail may bring about comes after the mail.
  const listensFrom = graph.steps[walker.step]?.kind === 'email' ? now : walker.listensFrom;
  const stepEnteredAt = startOf(step, graph, { listensFrom, now });
  return { ...walker, step, isWaiting: false, stepEnteredAt, dueAt: now, deadlineAt: null, listensFrom };
}

function startOf(
  step: string,
  graph: PublishedGraph,
  { listensFrom, now }: { listensFrom: Date; now: Date },
): Date {
  return graph.steps[step]?.kind === 'waitUntil' ? listensFrom : now;
}
