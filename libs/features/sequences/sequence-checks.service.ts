import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '@features/accounts';
import { ContactFieldCatalogue } from '@features/contacts';
import { brokenReasons, RuleTreeLoader } from '@features/segments';
import { WebhookUrls } from '@features/webhooks';
import type { FieldError } from '@platform/errors';
import { fieldProblems } from './graph/field-problems';
import { eventConditions, graphProblems, treesOf } from './graph/graph-problems';
import { parseSequenceGraph } from './graph/parse-sequence-graph';
import { namedReferences, referenceProblem } from './graph/reference-problems';
import { isEmail, type SequenceGraph } from './graph/sequence-graph';
import { problem, type SequenceProblem } from './graph/sequence-problem';
import { SequenceReferencesRepository } from './sequence-references.repository';
import { invalidGraph } from './sequences.errors';

/** Names of events that Tidings records by itself: nobody needs to have seen them. */
const OWN_EVENTS = /^(?:contact|email|segment|form|asset|order|chat)\./;

/** Whether graphs are sound: when they are saved, and whenever somebody asks. */
@Injectable()
export class SequenceChecks {
  constructor(
    private readonly references: SequenceReferencesRepository,
    private readonly trees: RuleTreeLoader,
    private readonly fields: ContactFieldCatalogue,
    private readonly workspaces: WorkspacesService,
    private readonly urls: WebhookUrls,
  ) {}

  /** Reads a graph that is to be saved. Throws `sequence.invalid-graph` with every mistake of its shape and its rule trees. */
  async read(workspaceId: string, json: unknown): Promise<SequenceGraph> {
    const parsed = parseSequenceGraph(json);
    if (!parsed.ok) throw invalidGraph(parsed.issues);
    const issues = await this.treeIssues(workspaceId, parsed.graph, false);
    if (issues.length > 0) throw invalidGraph(issues);
    return parsed.graph;
  }

  /** Everything that stops a saved graph from being published, and what its author should know; blocks first. */
  async problems(
    workspaceId: string,
    graph: SequenceGraph,
    { self, now = new Date() }: { self: string | null; now?: Date },
  ): Promise<SequenceProblem[]> {
    const found = [
      ...graphProblems(graph),
      ...this.urlProblems(graph),
      ...(await this.referenceProblems(workspaceId, graph)),
      ...fieldProblems(graph, await this.fields.list(workspaceId), now),
      ...(await this.treeProblems(workspaceId, graph)),
      ...(await this.mailProblems(workspaceId, graph)),
      ...(await this.eventProblems(workspaceId, graph)),
      ...(self === null ? [] : await this.loopProblems(workspaceId, graph, self)),
    ];
    return [
      ...found.filter(({ level }) => level === 'block'),
      ...found.filter(({ level }) => level === 'warn'),
    ];
  }

  private async referenceProblems(workspaceId: string, graph: SequenceGraph): Promise<SequenceProblem[]> {
    const named = namedReferences(graph);
    const ids = [...new Set(named.map(({ id }) => id))];
    const found = ids.length === 0 ? [] : await this.references.find(workspaceId, ids);
    const byKey = new Map(found.map((reference) => [`${reference.kind} ${reference.id}`, reference]));
    return named.flatMap((reference) =>
      referenceProblem(reference, byKey.get(`${reference.kind} ${reference.id}`)),
    );
  }

  /** What the trees of a graph have wrong, with pointers into the graph. */
  private async treeIssues(
    workspaceId: string,
    graph: SequenceGraph,
    isStored: boolean,
  ): Promise<(FieldError & { remedy: string })[]> {
    const trees = treesOf(graph);
    const sources = trees.map(({ tree }) => ({ json: tree, isStored, self: null }));
    const loaded = sources.length === 0 ? [] : await this.trees.loadMany(workspaceId, sources);
    return trees.flatMap(({ pointer, tree, isWhere }, index) => {
      const result = loaded[index];
      if (!result || result.ok) return [];
      return brokenReasons(tree, result.issues).map((reason, number) => ({
        ...reason,
        message: isStored ? reason.message : (result.issues[number]?.message ?? reason.message),
        pointer: `${pointer}${isWhere ? reason.pointer.replace('/rules/0', '') : reason.pointer}`,
      }));
    });
  }

  private async treeProblems(workspaceId: string, graph: SequenceGraph): Promise<SequenceProblem[]> {
    const issues = await this.treeIssues(workspaceId, graph, true);
    return issues.map(({ pointer, message, remedy }) =>
      problem(pointer, { code: 'broken-rule', message, remedy }),
    );
  }

  private async mailProblems(workspaceId: string, graph: SequenceGraph): Promise<SequenceProblem[]> {
    if (!Object.values(graph.steps).some(isEmail)) return [];
    const found: SequenceProblem[] = [];
    if (graph.senderId === null && !(await this.references.hasDefaultSender(workspaceId))) {
      found.push(
        problem('/senderId', {
          code: 'no-sender',
          message: 'No sender is chosen, and the workspace has no default sender.',
          remedy: 'Choose a sender.',
        }),
      );
    }
    const { postalAddress } = await this.workspaces.get(workspaceId);
    if (postalAddress.trim() === '') {
      found.push(
        problem('/topicId', {
          code: 'no-postal-address',
          message: 'The workspace has no postal address, which every marketing mail must carry.',
          remedy: 'Enter the postal address of the workspace.',
        }),
      );
    }
    return found;
  }

  /** As for webhooks that are subscribed: a call that is refused whenever it is made would only be seen in the log. */
  private urlProblems(graph: SequenceGraph): SequenceProblem[] {
    return Object.entries(graph.steps).flatMap(([id, step]) => {
      const why = step.kind === 'webhook' ? this.urls.whyNot(new URL(step.url)) : null;
      if (why === null) return [];
      return [
        problem(`/steps/${id}/url`, {
          code: 'forbidden-url',
          message: `Step "${id}" cannot be called: its address ${why}`,
          remedy: 'Give another address.',
        }),
      ];
    });
  }

  /** A slip of the pen in the name of an event is never noticed otherwise: it just never happens. */
  private async eventProblems(workspaceId: string, graph: SequenceGraph): Promise<SequenceProblem[]> {
    const asked = eventConditions(graph).flatMap(({ pointer, condition }) =>
      'event' in condition && !OWN_EVENTS.test(condition.event)
        ? [{ pointer: `${pointer}/event`, event: condition.event }]
        : [],
    );
    const seen = await this.references.seenEvents(
      workspaceId,
      asked.map(({ event }) => event),
    );
    return asked
      .filter(({ event }) => !seen.has(event))
      .map(({ pointer, event }) =>
        problem(pointer, {
          code: 'event-never-seen',
          level: 'warn',
          message: `No event "${event}" was ever reported.`,
          remedy: 'Check its name, or report it with POST /api/v1/events.',
        }),
      );
  }

  private async loopProblems(
    workspaceId: string,
    graph: SequenceGraph,
    self: string,
  ): Promise<SequenceProblem[]> {
    const found: SequenceProblem[] = [];
    for (const [id, step] of Object.entries(graph.steps)) {
      if (step.kind !== 'enroll' || step.sequenceId === null) continue;
      if (!(await this.references.leadsTo(workspaceId, [step.sequenceId], self))) continue;
      found.push(
        problem(`/steps/${id}/sequenceId`, {
          code: 'sequence-circle',
          message: `Step "${id}" enrols into a sequence that leads back to this one, so contacts could go round for ever.`,
          remedy: 'Enrol into another sequence, or let a trigger begin the next round.',
        }),
      );
    }
    return found;
  }
}
