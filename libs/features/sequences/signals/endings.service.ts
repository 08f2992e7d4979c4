import { Injectable } from '@nestjs/common';
import { SequenceMessages } from '@features/messages';
import type { Ending, Passage } from '../enrollments/enrollment';
import { PassagesRepository } from '../enrollments/passages.repository';
import { grouped } from '../enrollments/grouped';
import { RunningVersions } from '../enrollments/running-versions.service';
import type { Condition } from '../graph/sequence-graph';
import { Conditions } from './conditions.service';
import { ConditionsRepository } from './conditions.repository';

interface Moment {
  now: Date;
  /** Events after this moment do not count yet; default `now`. */
  until?: ReadonlyMap<string, Date>;
}

/**
 * Who leaves before the last step: whoever may not be mailed any more, reached the goal, or met an exit. Asked when something happens to the
 * contact, and again whenever the engine takes it in hand, so that a signal that is late sends nobody anything.
 */
@Injectable()
export class Endings {
  constructor(
    private readonly versions: RunningVersions,
    private readonly conditions: Conditions,
    private readonly asked: ConditionsRepository,
    private readonly passages: PassagesRepository,
    private readonly messages: SequenceMessages,
  ) {}

  /** By enrollment. All of one version. */
  async find(
    workspaceId: string,
    passages: readonly Passage[],
    moment: Moment,
  ): Promise<Map<string, Ending>> {
    const endings = new Map<string, Ending>();
    const [first] = passages;
    if (!first) return endings;
    const graph = await this.versions.graph(workspaceId, first.sequenceId, first.version);
    const contactIds = passages.map(({ contactId }) => contactId);
    const left = await this.asked.whoLeft(workspaceId, contactIds, graph.topicId);
    for (const { id, contactId } of passages) {
      const reason = left.get(contactId);
      if (reason) endings.set(id, { status: 'exited', reason, details: null });
    }
    if (graph.goal)
      await this.ask(workspaceId, passages, { ...moment, condition: graph.goal, exit: null, endings });
    for (const [exit, condition] of graph.exits.entries())
      await this.ask(workspaceId, passages, { ...moment, condition, exit, endings });
    return endings;
  }

  /** Ends them, logs the step they were in as `left`, and takes back their mail that is not on its way yet. */
  async apply(
    workspaceId: string,
    ended: readonly { passage: Passage; ending: Ending }[],
    now: Date,
  ): Promise<void> {
    if (ended.length === 0) return;
    await this.passages.end(workspaceId, ended, now);
    await this.passages.log(
      workspaceId,
      ended.map(({ passage, ending }) => ({
        enrollmentId: passage.id,
        step: passage.step,
        visit: passage.visit,
        version: passage.version,
        enteredAt: passage.stepEnteredAt,
        leftAt: now,
        outcome: ending.reason,
        details: ending.details,
      })),
    );
    for (const [reason, group] of grouped(ended, ({ ending }) => ending.reason))
      await this.messages.withdraw(
        workspaceId,
        group.map(({ passage }) => passage.id),
        `left the sequence: ${reason}`,
      );
  }

  private async ask(
    workspaceId: string,
    passages: readonly Passage[],
    {
      condition,
      exit,
      endings,
      now,
      until,
    }: Moment & { condition: Condition; exit: number | null; endings: Map<string, Ending> },
  ): Promise<void> {
    const stretches = passages
      .filter(({ id }) => !endings.has(id))
      .map(({ id, contactId, since }) => ({ id, contactId, from: since, to: until?.get(id) ?? now }));
    const holding = await this.conditions.holding(workspaceId, condition, { stretches, now });
    for (const [id, at] of holding)
      endings.set(
        id,
        exit === null
          ? { status: 'completed', reason: 'goal', details: { at } }
          : { status: 'exited', reason: 'exit', details: { exit, at } },
      );
  }
}
