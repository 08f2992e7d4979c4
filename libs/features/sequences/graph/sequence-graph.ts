import type { CapRule, DurationUnit, FORM_MOMENTS, REENTRY_RULES, SEGMENT_MOVES, TAG_DEEDS } from './limits';

export type { CapRule, DurationUnit, StepKind } from './limits';

/** Version of the JSON form that `parseSequenceGraph` reads and gives. */
export const SEQUENCE_GRAPH_VERSION = 1;

/** Key of a step in `steps`: `[a-z0-9-]{1,40}`. */
export type StepId = string;

/** Minutes and hours are exact; days, weeks and months are of the calendar in the contact's zone, at the same time of day. */
export interface Duration {
  n: number;
  unit: DurationUnit;
}

/** JSON of a segment's rule tree: `{ "v": 1, "match": …, "rules": […] }`. Read it with `RuleTreeLoader` or `AudienceCompiler`. */
export type RuleTreeJson = Record<string, unknown>;
/** JSON of the `where` of an event rule: a group of property rules, all about the same event. */
export type WhereJson = Record<string, unknown>;

/** An event with these properties happens; `where` is null when any will do. */
export interface EventCondition {
  event: string;
  where: WhereJson | null;
}

/** What a goal, an exit or a wait is about: something happens, or a rule tree becomes true. */
export type Condition = EventCondition | { tree: RuleTreeJson };

export type Trigger =
  | EventCondition
  | { form: string; when: (typeof FORM_MOMENTS)[number] }
  | { asset: string }
  /** The segment must be tracked: only of those, entering and leaving is an event. */
  | { segment: string; on: (typeof SEGMENT_MOVES)[number] }
  /** Name of a tag. */
  | { tag: string; on: 'added' }
  /** A date field (`birthDate`, `attributes.renewal`); `at` of the day that lies `offsetDays` after it, in the contact's zone. */
  | { date: string; offsetDays: number; at: string; yearly: boolean }
  | { api: true };

export type Reentry =
  { rule: Exclude<(typeof REENTRY_RULES)[number], 'after'> } | { rule: 'after'; days: number };

/** When email steps may send: `from` ≤ time of day < `to` (which may be `24:00`), on these days (1 Monday – 7 Sunday). */
export interface SendWindow {
  from: string;
  to: string;
  days: readonly number[];
}

interface StepBase {
  /** For people; the id stands in where there is none. */
  name: string | null;
}

/** A step that goes on to one other; null ends the sequence. */
interface Onward extends StepBase {
  next: StepId | null;
}

export interface EmailStep extends Onward {
  kind: 'email';
  /** Null only in drafts. */
  templateId: string | null;
  /** Instead of the template's. */
  subject: string | null;
  /** Only, and always, in published graphs: the content as it was frozen. */
  templateVersionId?: string;
}

/** Waits for a while. `at`: then on until that time of day, in the contact's zone. */
export interface WaitForStep extends Onward {
  kind: 'wait';
  for: Duration;
  at: string | null;
}

/** Waits until a date of the contact, such as that of a webinar. Without a value, or when it is over, it goes on at once. */
export interface WaitUntilDateStep extends Onward {
  kind: 'wait';
  until: { field: string; offsetMinutes: number };
  /** For dates without a time: the time of that day, in the contact's zone; null is midnight. */
  at: string | null;
}

export interface WaitUntilStep extends StepBase {
  kind: 'waitUntil';
  condition: Condition;
  timeout: Duration;
  then: StepId | null;
  else: StepId | null;
}

export interface BranchStep extends StepBase {
  kind: 'branch';
  /** The first that holds decides. */
  cases: readonly { tree: RuleTreeJson; next: StepId | null }[];
  else: StepId | null;
}

export interface SplitStep extends StepBase {
  kind: 'split';
  /** Whole percents, 100 together. */
  parts: readonly { percent: number; next: StepId | null }[];
}

/** `value` null clears the field. */
export interface UpdateStep extends Onward {
  kind: 'update';
  field: string;
  value: string | number | boolean | readonly string[] | null;
}

export interface TagStep extends Onward {
  kind: 'tag';
  /** Name of a tag. */
  tag: string;
  do: (typeof TAG_DEEDS)[number];
}

/** A sequence never subscribes anybody: nobody consented. */
export interface TopicStep extends Onward {
  kind: 'topic';
  topicId: string | null;
  do: 'unsubscribe';
}

export interface WebhookStep extends Onward {
  kind: 'webhook';
  /** `https://…` */
  url: string;
}

/** Plain text to the team; `{{…}}` is not filled in. */
export interface NotifyStep extends Onward {
  kind: 'notify';
  to: readonly string[];
  subject: string;
  text: string;
}

export interface EnrollStep extends Onward {
  kind: 'enroll';
  sequenceId: string | null;
}

export interface EndStep extends StepBase {
  kind: 'end';
}

export type Step =
  | EmailStep
  | WaitForStep
  | WaitUntilDateStep
  | WaitUntilStep
  | BranchStep
  | SplitStep
  | UpdateStep
  | TagStep
  | TopicStep
  | WebhookStep
  | NotifyStep
  | EnrollStep
  | EndStep;

/**
 * A sequence as JSON, with every default filled in: what a draft and a version hold. A parsed graph has the right shape; that
 * it can be run (acyclic, every step reachable, nothing missing) is what `graphProblems` and publishing see to.
 */
export interface SequenceGraph {
  v: typeof SEQUENCE_GRAPH_VERSION;
  /** Any of them enrols. */
  triggers: readonly Trigger[];
  /** Who may enter, asked at entry; null for everybody. */
  filter: RuleTreeJson | null;
  reentry: Reentry;
  goal: Condition | null;
  exits: readonly Condition[];
  /** Never null in a published graph with email steps. */
  topicId: string | null;
  /** Null is the workspace's default sender. */
  senderId: string | null;
  window: SendWindow | null;
  onCap: CapRule;
  onQuietHours: CapRule;
  /** Null only in drafts. */
  start: StepId | null;
  steps: Readonly<Record<StepId, Step>>;
}

/** A graph that runs: of a version. Every email step has its `templateVersionId`. */
export interface PublishedGraph extends SequenceGraph {
  start: StepId;
}

export const isEmail = (step: Step): step is EmailStep => step.kind === 'email';

/** Where a step may go on to, with the pointer of each from the step. Null ends the sequence. */
export function exitsOf(step: Step): { pointer: string; next: StepId | null }[] {
  switch (step.kind) {
    case 'waitUntil':
      return [
        { pointer: '/then', next: step.then },
        { pointer: '/else', next: step.else },
      ];
    case 'branch':
      return [
        ...step.cases.map(({ next }, index) => ({ pointer: `/cases/${index}/next`, next })),
        { pointer: '/else', next: step.else },
      ];
    case 'split':
      return step.parts.map(({ next }, index) => ({ pointer: `/parts/${index}/next`, next }));
    case 'end':
      return [];
    default:
      return [{ pointer: '/next', next: step.next }];
  }
}
