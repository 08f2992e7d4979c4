import { Injectable } from '@nestjs/common';
import type { Passage } from '../../enrollments/enrollment';
import type { WaitForStep, WaitUntilDateStep } from '../../graph/sequence-graph';
import { addWait, waitUntilDate } from '../../timing/waits';
import { ContactDatesRepository } from '../contact-dates.repository';
import type { StepBatch, StepRunner, Verdict } from '../step-runner';

type WaitStep = WaitForStep | WaitUntilDateStep;

/**
 * When a wait ends follows from when it began, and from the contact's zone and date as they are now: asked again after one of them changed, it
 * gives the new answer.
 */
@Injectable()
export class WaitRunner implements StepRunner<WaitStep> {
  readonly kind = 'wait';

  constructor(private readonly dates: ContactDatesRepository) {}

  async run(batch: StepBatch<WaitStep>): Promise<Map<string, Verdict>> {
    const { passages, step, now } = batch;
    const ends = 'for' in step ? endsOf(batch, step) : await this.datesOf(batch, step);
    return new Map(
      passages.map(({ id }): [string, Verdict] => {
        const end = ends.get(id);
        if (!end) return [id, { go: step.next, outcome: 'no-date' }];
        return [id, end > now ? { stay: end } : { go: step.next, outcome: 'waited' }];
      }),
    );
  }

  private async datesOf(
    { workspaceId, passages, zoneOf }: StepBatch<WaitStep>,
    { until, at }: WaitUntilDateStep,
  ): Promise<Map<string, Date>> {
    const contactIds = passages.map(({ contactId }) => contactId);
    const values = await this.dates.values(workspaceId, until.field, contactIds);
    return new Map(
      passages.flatMap((passage) => {
        const value = values.get(passage.contactId) ?? null;
        const end = waitUntilDate(value, { offsetMinutes: until.offsetMinutes, at }, zoneOf(passage));
        return end ? [[passage.id, end] as const] : [];
      }),
    );
  }
}

/** Contacts who arrived together in the same zone have the same end. */
function endsOf({ passages, zoneOf }: StepBatch<WaitStep>, step: WaitForStep): Map<string, Date> {
  const known = new Map<string, Date>();
  const endOf = (passage: Passage): Date => {
    const zone = zoneOf(passage);
    const key = `${passage.stepEnteredAt.getTime()} ${zone}`;
    const end = known.get(key) ?? addWait(passage.stepEnteredAt, { ...step.for, at: step.at }, zone);
    known.set(key, end);
    return end;
  };
  return new Map(passages.map((passage) => [passage.id, endOf(passage)]));
}
