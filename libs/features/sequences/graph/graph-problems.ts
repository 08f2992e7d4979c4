import { neededBy } from './reference-problems';
import {
  exitsOf,
  isEmail,
  type Condition,
  type SequenceGraph,
  type Step,
  type StepId,
  type Trigger,
} from './sequence-graph';
import { problem, type SequenceProblem } from './sequence-problem';

/** What is wrong with a graph, seen by itself: what is missing, steps that lead nowhere, in circles, or that nothing leads to. */
export function graphProblems(graph: SequenceGraph): SequenceProblem[] {
  const steps = Object.entries(graph.steps);
  return [
    ...entryProblems(graph),
    ...steps.flatMap(([id, step]) => danglingOf(graph, id, step)),
    ...circleProblems(graph),
    ...unreachableProblems(graph),
    ...steps.flatMap(([id, step]) => stepProblems(id, step)),
    ...mailProblems(graph),
    ...togetherProblems(graph),
  ];
}

function entryProblems({ triggers, start, steps, reentry }: SequenceGraph): SequenceProblem[] {
  const found: SequenceProblem[] = [];
  if (triggers.length === 0) {
    found.push(
      problem('/triggers', {
        code: 'no-trigger',
        message: 'Nothing enrols anybody.',
        remedy: 'Add a trigger; { "api": true } if people are only enrolled by hand or by the API.',
      }),
    );
  }
  if (start === null || !Object.hasOwn(steps, start)) {
    found.push(
      problem('/start', {
        code: 'no-start',
        message: start === null ? 'There is no first step.' : `The first step, "${start}", does not exist.`,
        remedy: 'Name an existing step in start.',
      }),
    );
  }
  const isYearly = triggers.some((trigger) => 'date' in trigger && trigger.yearly);
  if (isYearly && reentry.rule === 'once') {
    found.push(
      problem('/reentry', {
        code: 'yearly-once',
        level: 'warn',
        message: 'A yearly trigger with re-entry "once" enrols each contact in one year only.',
        remedy: 'Set reentry to { "rule": "always" }, or to { "rule": "after", "days": 300 }.',
      }),
    );
  }
  return found;
}

function danglingOf({ steps }: SequenceGraph, id: StepId, step: Step): SequenceProblem[] {
  return exitsOf(step)
    .filter(({ next }) => next !== null && !Object.hasOwn(steps, next))
    .map(({ pointer, next }) =>
      problem(`/steps/${id}${pointer}`, {
        code: 'unknown-step',
        message: `Step "${id}" goes on to "${next}", which does not exist.`,
        remedy: 'Name an existing step, or null to end here.',
      }),
    );
}

/** One problem per edge that closes a circle. Walked with a list, so that a long chain overflows nothing. */
function circleProblems({ steps }: SequenceGraph): SequenceProblem[] {
  const state = new Map<StepId, 'open' | 'done'>();
  const found: SequenceProblem[] = [];
  for (const first of Object.keys(steps)) {
    const path = state.has(first) ? [] : [{ id: first, exits: knownExits(steps, first) }];
    if (path.length > 0) state.set(first, 'open');
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const edge = here.exits.shift();
      if (edge === undefined) {
        state.set(here.id, 'done');
        path.pop();
      } else if (state.get(edge.next) === 'open') {
        found.push(
          problem(`/steps/${here.id}${edge.pointer}`, {
            code: 'circle',
            message: `Step "${here.id}" leads back to "${edge.next}", so nobody would ever come out.`,
            remedy:
              'Lead it to a later step. To repeat a sequence, let people re-enter it, or enrol them in another one.',
          }),
        );
      } else if (!state.has(edge.next)) {
        state.set(edge.next, 'open');
        path.push({ id: edge.next, exits: knownExits(steps, edge.next) });
      }
    }
  }
  return found;
}

function knownExits(steps: SequenceGraph['steps'], id: StepId): { pointer: string; next: StepId }[] {
  const step = steps[id];
  return (step ? exitsOf(step) : []).flatMap(({ pointer, next }) =>
    next !== null && Object.hasOwn(steps, next) ? [{ pointer, next }] : [],
  );
}

/** The steps that can be reached from the first one, in the order in which a walk finds them. */
export function reachable({ start, steps }: SequenceGraph): StepId[] {
  const found = new Set<StepId>(start !== null && Object.hasOwn(steps, start) ? [start] : []);
  for (const id of found) for (const { next } of knownExits(steps, id)) found.add(next);
  return [...found];
}

function unreachableProblems(graph: SequenceGraph): SequenceProblem[] {
  if (graph.start === null || !Object.hasOwn(graph.steps, graph.start)) return [];
  const found = new Set(reachable(graph));
  return Object.keys(graph.steps)
    .filter((id) => !found.has(id))
    .map((id) =>
      problem(`/steps/${id}`, {
        code: 'unreachable',
        message: `No step leads to "${id}".`,
        remedy: 'Lead a step to it, or take it out.',
      }),
    );
}

function stepProblems(id: StepId, step: Step): SequenceProblem[] {
  const needed = neededBy(step);
  if (needed === null || needed.id !== null) return [];
  const { field, kind } = needed;
  return [
    problem(`/steps/${id}/${field}`, {
      code: 'incomplete',
      message: `Step "${id}" has no ${kind}.`,
      remedy: `Choose ${kind === 'topic' ? 'the' : 'a'} ${kind}.`,
    }),
  ];
}

function mailProblems({ topicId, steps }: SequenceGraph): SequenceProblem[] {
  if (topicId !== null || !Object.values(steps).some(isEmail)) return [];
  return [
    problem('/topicId', {
      code: 'no-topic',
      message:
        'The sequence sends emails, but has no topic: only those who subscribed to its topic may get them.',
      remedy: 'Choose the topic that its emails belong to.',
    }),
  ];
}

/** Two emails with nothing that takes time between them arrive at the same moment. */
function togetherProblems({ steps }: SequenceGraph): SequenceProblem[] {
  return Object.entries(steps).flatMap(([id, step]) => {
    const next = isEmail(step) && step.next !== null ? nextWithTime(steps, step.next) : undefined;
    if (next === undefined || !isEmail(next.step)) return [];
    return [
      problem(`/steps/${id}/next`, {
        code: 'emails-together',
        level: 'warn',
        message: `The emails of "${id}" and "${next.id}" go out at the same moment.`,
        remedy: 'Put a wait between them.',
      }),
    ];
  });
}

/** The first step from `id` on that takes time or asks something, past those that just do something. */
function nextWithTime(steps: SequenceGraph['steps'], id: StepId): { id: StepId; step: Step } | undefined {
  const passed = new Set<StepId>();
  for (let at: StepId | null = id; at !== null && !passed.has(at);) {
    passed.add(at);
    const step: Step | undefined = Object.hasOwn(steps, at) ? steps[at] : undefined;
    if (!step) return undefined;
    if (isEmail(step) || !('next' in step) || step.kind === 'wait') return { id: at, step };
    at = step.next;
  }
  return undefined;
}

/** Every event whose happening a graph waits for, with the pointer of each condition. Shorthands are compiled. */
export function eventConditions(graph: SequenceGraph): {
  pointer: string;
  role: 'trigger' | 'goal' | 'exit' | 'wait';
  condition: Exclude<Trigger | Condition, { tree: unknown }>;
}[] {
  type Found = ReturnType<typeof eventConditions>[number];
  const of = (pointer: string, role: Found['role'], condition: Condition | null): Found[] =>
    condition !== null && 'event' in condition ? [{ pointer, role, condition }] : [];
  return [
    ...graph.triggers.map((condition, index): Found => ({
      pointer: `/triggers/${index}`,
      role: 'trigger',
      condition,
    })),
    ...of('/goal', 'goal', graph.goal),
    ...graph.exits.flatMap((exit, index) => of(`/exits/${index}`, 'exit', exit)),
    ...Object.entries(graph.steps).flatMap(([id, step]) =>
      step.kind === 'waitUntil' ? of(`/steps/${id}/condition`, 'wait', step.condition) : [],
    ),
  ];
}

/** Every rule tree of a graph with its pointer; the `where` of events as trees too, so that one parser checks them all. */
export function treesOf(
  graph: SequenceGraph,
): { pointer: string; tree: Record<string, unknown>; isWhere: boolean }[] {
  type Found = ReturnType<typeof treesOf>[number];
  const own = (pointer: string, tree: Record<string, unknown> | null): Found[] =>
    tree === null ? [] : [{ pointer, tree, isWhere: false }];
  const of = (pointer: string, condition: Condition | Trigger | null): Found[] => {
    if (condition === null) return [];
    if ('tree' in condition) return own(`${pointer}/tree`, condition.tree);
    return 'event' in condition ? [{ pointer, tree: eventTree(condition), isWhere: true }] : [];
  };
  return [
    ...graph.triggers.flatMap((trigger, index) => of(`/triggers/${index}`, trigger)),
    ...own('/filter', graph.filter),
    ...of('/goal', graph.goal),
    ...graph.exits.flatMap((exit, index) => of(`/exits/${index}`, exit)),
    ...Object.entries(graph.steps).flatMap(([id, step]) => {
      if (step.kind === 'waitUntil') return of(`/steps/${id}/condition`, step.condition);
      if (step.kind !== 'branch') return [];
      return step.cases.flatMap(({ tree }, index) => own(`/steps/${id}/cases/${index}/tree`, tree));
    }),
  ];
}

/** An event condition as a rule tree: "did it ever". */
export function eventTree({
  event,
  where,
}: {
  event: string;
  where: Record<string, unknown> | null;
}): Record<string, unknown> {
  return { v: 1, match: 'all', rules: [{ event, ...(where === null ? {} : { where }) }] };
}
