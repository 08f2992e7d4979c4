import { Injectable } from '@nestjs/common';
import { ConditionCompiler } from '@features/segments';
import type { Condition } from '../graph/sequence-graph';
import { ConditionsRepository, FIRST_PARAM, type Stretch } from './conditions.repository';

/**
 * Whether conditions of sequences hold. Events count by the time they happened, whenever they arrived; a rule tree is asked as of now.
 */
@Injectable()
export class Conditions {
  constructor(
    private readonly compiler: ConditionCompiler,
    private readonly conditions: ConditionsRepository,
  ) {}

  /** Since when, of those for whom it holds. One statement. Throws `segment.invalid-tree`. */
  async holding(
    workspaceId: string,
    condition: Condition,
    { stretches, now }: { stretches: readonly Stretch[]; now: Date },
  ): Promise<Map<string, Date>> {
    if (stretches.length === 0) return new Map();
    const place = { firstParam: FIRST_PARAM, now };
    if ('event' in condition)
      return this.conditions.firstEvents(
        workspaceId,
        stretches,
        await this.compiler.events(workspaceId, condition, place),
      );
    const tree = await this.compiler.tree(workspaceId, condition.tree, place);
    const contactIds = [...new Set(stretches.map(({ contactId }) => contactId))];
    const holding = await this.conditions.holding(workspaceId, contactIds, tree);
    return new Map(stretches.filter(({ contactId }) => holding.has(contactId)).map(({ id }) => [id, now]));
  }
}
