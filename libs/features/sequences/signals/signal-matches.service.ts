import { Injectable } from '@nestjs/common';
import { ConditionCompiler } from '@features/segments';
import type { EventCondition } from '../graph/sequence-graph';
import { SignalsRepository, type Signal } from './signals.repository';

const FIRST_PARAM = 3;

/** Which signals are the event that a trigger waits for. */
@Injectable()
export class SignalMatches {
  constructor(
    private readonly signals: SignalsRepository,
    private readonly compiler: ConditionCompiler,
  ) {}

  /** Throws `segment.invalid-tree`. */
  async of(
    workspaceId: string,
    condition: EventCondition,
    { signals, now }: { signals: readonly Signal[]; now: Date },
  ): Promise<Signal[]> {
    const named = signals.filter(({ name }) => name === condition.event);
    if (named.length === 0 || condition.where === null) return named;
    const events = await this.compiler.events(workspaceId, condition, { firstParam: FIRST_PARAM, now });
    const ids = await this.signals.matching(
      workspaceId,
      named.map(({ id }) => id),
      events,
    );
    return named.filter(({ id }) => ids.has(id));
  }
}
