import { splitPart } from '../engine/split-part';
import type {
  BranchStep,
  Condition,
  RuleTreeJson,
  SequenceGraph,
  SplitStep,
  Step,
  StepId,
  WaitForStep,
  WaitUntilDateStep,
  WaitUntilStep,
} from '../graph/sequence-graph';
import { nextOpening } from '../timing/send-window';
import { addWait, waitUntilDate } from '../timing/waits';
import type { Answer } from './answers';
import type { MailLimits } from './mail-limits';
import { sayDuration, sayMoment, sayWindow } from './say-time';

/** Whom the walk is about, and what is known of them. */
export interface Walker {
  /** Decides splits. */
  id: string;
  zone: string;
  /** Whether a rule tree holds at that time, and why. */
  holds: (tree: RuleTreeJson, at: Date) => Promise<{ holds: boolean; because: string }>;
  /** The value of a date field; null for none. */
  dateOf: (field: string) => Promise<string | null>;
  /** Why no mail of the sequence's topic may be sent to them, as things are; null when it may. */
  whyNoMail: string | null;
  /** What caps and quiet hours let through. */
  mails: Pick<MailLimits, 'next'>;
}

/** One thing that would happen. */
export interface PretendEntry {
  /** When it would happen: an email is sent then, a wait begins. */
  at: Date;
  step: StepId | null;
  kind: Step['kind'] | 'goal' | 'exit';
  /** In words: what happens. */
  does: string;
  /** In words: why so, or then; null where there is nothing to say. */
  why: string | null;
  /** The end of a wait. */
  until: Date | null;
  /** Of emails: false when it would not be sent as things are. */
  isSent: boolean | null;
  next: StepId | null;
}

export interface PretendWalk {
  entries: PretendEntry[];
  endsAt: Date;
  endedBy: 'end' | 'goal' | 'exit';
}

export interface WalkOptions {
  startAt: Date;
  walker: Walker;
  answers: ReadonlyMap<string, Answer>;
  /** Names of what the graph names by id. */
  nameOf: (id: string) => string;
}

type Draft = Omit<PretendEntry, 'step' | 'kind' | 'isSent' | 'until' | 'why'> &
  Partial<Pick<PretendEntry, 'isSent' | 'until' | 'why'>> & {
    /** When the contact goes on where that is not when it happens: a mail that is put off holds nobody up. */
    goesOnAt?: Date;
  };

/** Walks a graph that has no circles on a pretend clock. Nothing is written, nothing is sent. */
export async function pretendWalk(graph: SequenceGraph, options: WalkOptions): Promise<PretendWalk> {
  const entries: PretendEntry[] = [];
  const ending = earliestEnding(options);
  let at = options.startAt;
  let id = graph.start;
  while (id !== null) {
    const step = graph.steps[id];
    if (!step) break;
    const draft = await take(graph, { ...options, id, step, at });
    const until = draft.goesOnAt ?? draft.until ?? draft.at;
    const begins = draft.goesOnAt ?? draft.at;
    // What begins when the goal is reached does not happen any more; a wait is broken off.
    if (ending && (ending.at <= begins || ending.at < until)) {
      if (ending.at > begins) entries.push(entryOf(id, step, { ...draft, until: ending.at, next: null }));
      entries.forEach((entry) => takeBack(entry, ending.at));
      entries.push(endingEntry(ending));
      return { entries, endsAt: ending.at, endedBy: ending.kind };
    }
    entries.push(entryOf(id, step, draft));
    at = until;
    id = draft.next;
  }
  return { entries, endsAt: at, endedBy: 'end' };
}

interface Ending {
  kind: 'goal' | 'exit';
  at: Date;
}

function earliestEnding({ answers, startAt, walker }: WalkOptions): Ending | null {
  const endings = (['goal', 'exit'] as const).flatMap((kind): Ending[] => {
    const answer = answers.get(kind);
    return answer && 'after' in answer ? [{ kind, at: addWait(startAt, answer.after, walker.zone) }] : [];
  });
  return endings.sort((a, b) => a.at.getTime() - b.at.getTime())[0] ?? null;
}

function endingEntry({ kind, at }: Ending): PretendEntry {
  const does = kind === 'goal' ? 'Reaches the goal, and is done.' : 'Leaves the sequence by an exit.';
  const why = 'So the answers say; goals and exits act at once, also during waits.';
  return { at, step: null, kind, does, why, until: null, isSent: null, next: null };
}

/** Mail that was put off and has not left yet when the contact leaves. */
function takeBack(entry: PretendEntry, endsAt: Date): void {
  if (entry.kind !== 'email' || entry.isSent !== true || entry.at <= endsAt) return;
  Object.assign(entry, { isSent: false, why: 'It was put off, and is taken back since they left before.' });
}

function entryOf(step: StepId, { kind }: Step, { goesOnAt: _, ...draft }: Draft): PretendEntry {
  return { step, kind, until: null, isSent: null, why: null, ...draft };
}

type Stop = WalkOptions & { id: StepId; step: Step; at: Date };

async function take(graph: SequenceGraph, stop: Stop): Promise<Draft> {
  const { step, at, nameOf } = stop;
  switch (step.kind) {
    case 'email':
      return mailed(graph, stop);
    case 'wait':
      return 'for' in step ? waited(stop, step) : waitedForDate(stop, step);
    case 'waitUntil':
      return heard(stop, step);
    case 'branch':
      return branched(stop, step);
    case 'split':
      return splitted(stop, step);
    case 'update':
      return { at, does: `Sets ${step.field} to ${JSON.stringify(step.value)}.`, next: step.next };
    case 'tag':
      return {
        at,
        does: step.do === 'add' ? `Gets the tag “${step.tag}”.` : `Loses the tag “${step.tag}”.`,
        next: step.next,
      };
    case 'topic':
      return { at, does: `Is unsubscribed from “${nameOf(step.topicId ?? '')}”.`, next: step.next };
    case 'webhook':
      return { at, does: `${step.url} is called.`, next: step.next };
    case 'notify':
      return { at, does: `${step.to.join(', ')} are told: “${step.subject}”.`, next: step.next };
    case 'enroll':
      return { at, does: `Enters the sequence “${nameOf(step.sequenceId ?? '')}”.`, next: step.next };
    case 'end':
      return { at, does: 'Comes to the end.', next: null };
  }
}

async function mailed(graph: SequenceGraph, { step, at: due, walker, nameOf }: Stop): Promise<Draft> {
  if (step.kind !== 'email') throw new Error('not an email');
  const { window } = graph;
  const at = nextOpening(window, walker.zone, due);
  const mail = `“${step.subject ?? nameOf(step.templateId ?? '')}”`;
  const { whyNoMail } = walker;
  if (whyNoMail !== null) {
    const why = `It may not be sent, because ${whyNoMail}.`;
    return { at, does: `Would not get the email ${mail}, and goes on.`, why, isSent: false, next: step.next };
  }
  const moved =
    window !== null && at > due
      ? `It fell due on ${sayMoment(due, walker.zone)}, outside of the sending times (${sayWindow(window)}).`
      : null;
  const leaves = await walker.mails.next(at, graph);
  if (leaves.at === null) {
    const why = `It is left out, because ${leaves.why}.`;
    return { at, does: `Would not get the email ${mail}, and goes on.`, why, isSent: false, next: step.next };
  }
  const putOff =
    leaves.why === null ? [] : [`It is put off, because ${leaves.why}; the contact goes on meanwhile.`];
  const why = [...(moved === null ? [] : [moved]), ...putOff].join(' ') || null;
  const gets = { does: `Gets the email ${mail}.`, why, isSent: true, next: step.next };
  return { ...gets, at: leaves.at, ...(leaves.at > at ? { goesOnAt: at } : {}) };
}

function waited({ at, walker: { zone } }: Stop, step: WaitForStep): Draft {
  const until = addWait(at, { ...step.for, at: step.at }, zone);
  const time = step.at === null ? '' : `, at ${step.at}`;
  const does = `Waits ${sayDuration(step.for)}${time}: until ${sayMoment(until, zone)}.`;
  return { at, does, until, next: step.next };
}

async function waitedForDate(
  { at, walker }: Stop,
  { until, at: time, next }: WaitUntilDateStep,
): Promise<Draft> {
  const value = await walker.dateOf(until.field);
  const end = waitUntilDate(value, { offsetMinutes: until.offsetMinutes, at: time }, walker.zone);
  const does = 'Goes on at once.';
  if (!end) return { at, does, why: `${until.field} has no date.`, next };
  const moment = sayMoment(end, walker.zone);
  if (end <= at)
    return { at, does, why: `By ${until.field} it would have waited until ${moment}, which is over.`, next };
  return { at, does: `Waits until ${moment}.`, why: `${until.field} is ${value ?? ''}.`, until: end, next };
}

async function heard({ id, at, walker, answers }: Stop, step: WaitUntilStep): Promise<Draft> {
  const what = sayCondition(step.condition);
  const timeout = addWait(at, step.timeout, walker.zone);
  const answer = answers.get(id);
  if (answer === undefined && 'tree' in step.condition) {
    const { holds, because } = await walker.holds(step.condition.tree, at);
    if (holds)
      return {
        at,
        does: 'Goes on at once: what is waited for is true already.',
        why: because,
        next: step.then,
      };
  }
  if (answer && 'after' in answer) {
    const happens = addWait(at, answer.after, walker.zone);
    if (happens <= timeout) {
      const does = `Waits for ${what}, which happens on ${sayMoment(happens, walker.zone)}.`;
      return { at, does, why: 'So the answers say.', until: happens, next: step.then };
    }
  }
  const does = `Waits for ${what}, in vain: until ${sayMoment(timeout, walker.zone)}.`;
  const why =
    answer === undefined
      ? 'No answer is given for this step, so it is taken not to happen.'
      : `So the answers say; it does not happen within ${sayDuration(step.timeout)}.`;
  return { at, does, why, until: timeout, next: step.else };
}

async function branched(
  { id, at, walker, answers }: Stop,
  { cases, else: otherwise }: BranchStep,
): Promise<Draft> {
  const answer = answers.get(id);
  if (answer && 'branch' in answer) {
    const does = `Takes case ${answer.branch + 1}.`;
    return { at, does, why: 'So the answers say.', next: cases[answer.branch]?.next ?? null };
  }
  if (answer) return { at, does: 'Takes the other way.', why: 'So the answers say.', next: otherwise };
  const reasons: string[] = [];
  for (const [index, { tree, next }] of cases.entries()) {
    const { holds, because } = await walker.holds(tree, at);
    if (holds) return { at, does: `Takes case ${index + 1}.`, why: because, next };
    reasons.push(because);
  }
  return { at, does: 'Takes the other way.', why: reasons.join(' '), next: otherwise };
}

function splitted({ id, at, walker, answers }: Stop, { parts }: SplitStep): Draft {
  const answer = answers.get(id);
  const isAnswered = answer !== undefined && 'branch' in answer;
  const index = isAnswered ? answer.branch : splitPart(walker.id, id, parts);
  const part = parts[index];
  const why = isAnswered ? 'So the answers say.' : 'By chance; a real contact may fall into another part.';
  return {
    at,
    does: `Falls into part ${index + 1} (${part?.percent ?? 0} %).`,
    why,
    next: part?.next ?? null,
  };
}

function sayCondition(condition: Condition): string {
  return 'event' in condition ? `“${condition.event}”` : 'its rules to become true';
}
