import { Injectable } from '@nestjs/common';
import { contextOf, compileRuleTree, type CompiledPredicate } from './compile/compile-rule-tree';
import { compileEventFilter, EVENT } from './compile/compile-event-rule';
import { eventSource } from './compile/event-source';
import { RuleReferencesRepository } from './rule-references.repository';
import { RuleTreeLoader, type LoadedTree } from './rule-tree-loader';
import { invalidTree } from './segments.errors';
import { watchedEvents } from './tracked/tracked-meaning';

/** Which events are meant: the name, and the `where` of an event rule, null for any. */
export interface EventQuestion {
  event: string;
  where: Record<string, unknown> | null;
}

/** A filter over the alias `e`, of a table or view with the columns of `contact_events`. */
export interface CompiledEvents extends CompiledPredicate {
  /** The table or view that holds the events of this name. */
  source: string;
}

interface Place {
  firstParam: number;
  now: Date;
}

/**
 * Compiles what other features keep as conditions: stored rule trees, and events with a filter on their properties. Throws
 * `segment.invalid-tree` when a tree has come to nothing, since a tag, a field or a segment that it names is gone.
 */
@Injectable()
export class ConditionCompiler {
  constructor(
    private readonly loader: RuleTreeLoader,
    private readonly references: RuleReferencesRepository,
  ) {}

  /** A stored tree as a predicate over `contacts c`, never null; its placeholders start at `$firstParam`. */
  async tree(workspaceId: string, json: unknown, { firstParam, now }: Place): Promise<CompiledPredicate> {
    const { tree, references } = await this.load(workspaceId, json);
    const { zone } = await this.references.workspace(workspaceId);
    return compileRuleTree(tree, { workspaceId, references, firstParam, clock: { now, zone } });
  }

  /** The filter says workspace, name and properties; whose event and when is for the caller to add. */
  async events(
    workspaceId: string,
    { event, where }: EventQuestion,
    { firstParam, now }: Place,
  ): Promise<CompiledEvents> {
    const rule = { event, did: true, ...(where === null ? {} : { where }) };
    const { tree, references } = await this.load(workspaceId, { v: 1, match: 'all', rules: [rule] });
    const [parsed] = tree.rules;
    if (parsed?.kind !== 'event') throw new Error('an event rule was read as something else');
    const { zone } = await this.references.workspace(workspaceId);
    const context = contextOf({ workspaceId, references, firstParam, clock: { now, zone } });
    const sql = compileEventFilter(parsed, context);
    return { source: eventSource(event), sql, params: context.params.values };
  }

  /** Names of the events that can change the answer of a stored tree; none where it has come to nothing. */
  async watchedEvents(workspaceId: string, json: unknown): Promise<string[]> {
    const loaded = await this.loader.load(workspaceId, { json, isStored: true, self: null });
    return loaded.ok ? watchedEvents(loaded.tree, loaded.references) : [];
  }

  private async load(workspaceId: string, json: unknown): Promise<LoadedTree & { ok: true }> {
    const loaded = await this.loader.load(workspaceId, { json, isStored: true, self: null });
    if (!loaded.ok) throw invalidTree(loaded.issues);
    return loaded;
  }
}

/** Alias of the events in what `ConditionCompiler.events` gives. */
export const EVENT_ALIAS = EVENT;
