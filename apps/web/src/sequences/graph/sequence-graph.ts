/** The JSON of a sequence as the API gives and takes it (GET /api/v1/sequences/schema). Nothing here is ever filled in or left out by the app. */

export const DURATION_UNITS = ['minute', 'hour', 'day', 'week', 'month'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

export interface Duration {
  n: number;
  unit: DurationUnit;
}

/** A rule tree of a segment: `{ "v": 1, "match": …, "rules": […] }`. */
export type RuleTree = Record<string, unknown>;

export interface EventCondition {
  event: string;
  where?: Record<string, unknown> | null;
}
export type Condition = EventCondition | { tree: RuleTree };

export type Trigger =
  | EventCondition
  | { form: string; when: 'submitted' | 'confirmed' }
  | { asset: string }
  | { segment: string; on: 'entered' | 'left' }
  | { tag: string; on: 'added' }
  | { date: string; offsetDays: number; at: string; yearly: boolean }
  | { api: true };

export type Reentry = { rule: 'once' | 'always' } | { rule: 'after'; days: number };

export interface SendWindow {
  from: string;
  to: string;
  days: number[];
}

export type CapRule = 'skip' | 'defer' | 'ignore';

export type StepId = string;
type Next = StepId | null;

interface Base {
  name?: string | null;
}
interface Onward extends Base {
  next: Next;
}

export type EmailStep = Onward & {
  kind: 'email';
  templateId: string | null;
  subject?: string | null;
  templateVersionId?: string;
};
export type WaitStep = Onward & {
  kind: 'wait';
  for?: Duration;
  until?: { field: string; offsetMinutes: number };
  at?: string | null;
};
export type WaitUntilStep = Base & {
  kind: 'waitUntil';
  condition: Condition;
  timeout: Duration;
  then: Next;
  else: Next;
};
export type BranchStep = Base & { kind: 'branch'; cases: { tree: RuleTree; next: Next }[]; else: Next };
export type SplitStep = Base & { kind: 'split'; parts: { percent: number; next: Next }[] };
export type FieldValue = string | number | boolean | string[] | null;
export type UpdateStep = Onward & { kind: 'update'; field: string; value: FieldValue };
export type TagStep = Onward & { kind: 'tag'; tag: string; do: 'add' | 'remove' };
export type TopicStep = Onward & { kind: 'topic'; topicId: string | null; do: 'unsubscribe' };
export type WebhookStep = Onward & { kind: 'webhook'; url: string };
export type NotifyStep = Onward & { kind: 'notify'; to: string[]; subject: string; text: string };
export type EnrollStep = Onward & { kind: 'enroll'; sequenceId: string | null };
export type EndStep = Base & { kind: 'end' };

export type Step =
  | EmailStep
  | WaitStep
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

export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

export interface SequenceGraph {
  v: 1;
  triggers: Trigger[];
  filter: RuleTree | null;
  reentry: Reentry;
  goal: Condition | null;
  exits: Condition[];
  topicId: string | null;
  senderId: string | null;
  window: SendWindow | null;
  onCap: CapRule;
  onQuietHours: CapRule;
  start: StepId | null;
  steps: Record<StepId, Step>;
}

/** What the API answered, whose shape it vouches for. */
export const asGraph = (json: Record<string, unknown>): SequenceGraph => json as unknown as SequenceGraph;
/** For the body of a request. */
export const toJson = (graph: SequenceGraph): Record<string, unknown> =>
  graph as unknown as Record<string, unknown>;
