import { Injectable } from '@nestjs/common';
import { Entries } from '../../enrollments/entries.service';
import { RunningSequencesRepository } from '../../enrollments/running-sequences.repository';
import type { EnrollStep } from '../../graph/sequence-graph';
import { everybody, type StepBatch, type StepRunner, type Verdict } from '../step-runner';

/** Two sequences that enrol into each other would never let go of anybody. */
const AT_MOST_EVERY_MS = 24 * 3600_000;

/** Into another sequence, by the rules of that one, and by a step at most once a day. A sequence that is not running takes nobody, and the contact goes on. */
@Injectable()
export class EnrollRunner implements StepRunner<EnrollStep> {
  readonly kind = 'enroll';

  constructor(
    private readonly sequences: RunningSequencesRepository,
    private readonly entries: Entries,
  ) {}

  async run(batch: StepBatch<EnrollStep>): Promise<Map<string, Verdict>> {
    const { workspaceId, sequenceId, passages, step, stepId, now } = batch;
    const [other] = await this.sequences.open(workspaceId, step.sequenceId === null ? [] : [step.sequenceId]);
    if (!other) return everybody(passages, { go: step.next, outcome: 'not-running' });
    const trigger = { sequence: sequenceId, step: stepId };
    const contactIds = passages.map(({ contactId }) => contactId);
    const since = new Date(now.getTime() - AT_MOST_EVERY_MS);
    const recent = await this.entries.enteredByStep(workspaceId, other.id, { contactIds, since });
    const candidates = contactIds
      .filter((contactId) => !recent.has(contactId))
      .map((contactId) => ({ contactId, since: now, trigger }));
    const answers = await this.entries.enter(workspaceId, other, { candidates, now });
    const byContact = new Map(answers.map((answer) => [answer.contactId, answer]));
    return new Map(
      passages.map(({ id, contactId }): [string, Verdict] => {
        const answer = byContact.get(contactId);
        const details = answer?.enrollmentId
          ? { enrollment: answer.enrollmentId }
          : { why: answer?.why ?? 're-entry' };
        return [id, { go: step.next, outcome: answer?.enrollmentId ? 'enrolled' : 'not-enrolled', details }];
      }),
    );
  }
}
