import type { Enrollment, StepLogRow } from '../enrollments/enrollment-reads.repository';
import type { EnrollmentLog } from '../enrollments/enrollment-reads.service';
import type { SequenceGraph, Step } from '../graph/sequence-graph';
import { sayDuration, sayMoment, sayWindow } from '../simulate/say-time';
import { sayEnding, sayEntrance, sayLeaving, sayMail } from './say-outcomes';

/** What a log is told with. */
export interface LogContext {
  /** The graph of a version; undefined when it is gone. */
  graphOf: (version: number) => SequenceGraph | undefined;
  /** Name of something that a graph names by its id. */
  nameOf: (id: string) => string;
  /** In which times are told: the contact's zone, else the workspace's. */
  zone: string;
}

/** One thing that happened. */
export interface LogLine {
  at: Date;
  /** Null for entering and leaving. */
  step: string | null;
  /** What happened, in a sentence. */
  text: string;
  /** Why it was not sent, or what decided; null where there is nothing to say. */
  why: string | null;
}

export interface DescribedLog {
  /** What happened, in order. */
  lines: LogLine[];
  /** What is next and when, or why nothing is; a sentence. */
  next: string;
  /** When the next thing is due; null when nothing is. */
  nextAt: Date | null;
}

/** A contact's way through a sequence as people read it: what happened, what is next and when, and why something was not sent. */
export function describeLog(log: EnrollmentLog, context: LogContext): DescribedLog {
  const { enrollment, steps } = log;
  const lines = steps.map((row) => lineOf(row, context));
  const entered: LogLine = {
    at: enrollment.enteredAt,
    step: null,
    text: sayEntrance(enrollment.trigger, context.nameOf),
    why: null,
  };
  const ended = enrollment.endedAt
    ? [{ at: enrollment.endedAt, step: null, text: sayEnding(enrollment), why: null }]
    : [];
  return { lines: [entered, ...lines, ...ended], ...nextOf(log, context) };
}

function stepOf(
  { version, step }: { version: number; step: string },
  { graphOf }: LogContext,
): Step | undefined {
  return graphOf(version)?.steps[step];
}

function titleOf(id: string, step: Step | undefined): string {
  return `“${step?.name ?? id}”`;
}

/** Where somebody was moved to, by the name of that step. */
function titleOfTarget({ version, details }: StepLogRow, context: LogContext): string | null {
  const to = details?.['to'];
  return typeof to === 'string' ? titleOf(to, stepOf({ version, step: to }, context)) : null;
}

function lineOf(row: StepLogRow, context: LogContext): LogLine {
  const step = stepOf(row, context);
  const said = sayStep(row, step, context);
  return { at: row.leftAt, step: row.step, ...said };
}

interface Said {
  text: string;
  why: string | null;
}

function sayStep(row: StepLogRow, step: Step | undefined, context: LogContext): Said {
  const leaving = sayLeaving(row, { from: titleOf(row.step, step), to: titleOfTarget(row, context) });
  if (leaving) return leaving;
  if (!step) return { text: `Left the step “${row.step}”.`, why: null };
  switch (step.kind) {
    case 'email':
      return sayMail(`“${step.subject ?? context.nameOf(step.templateId ?? '')}”`, row.mail);
    case 'wait':
      return row.outcome === 'no-date'
        ? { text: `Did not wait at ${titleOf(row.step, step)}.`, why: 'The contact has no such date.' }
        : { text: `Waited at ${titleOf(row.step, step)}${since(row, context)}.`, why: null };
    case 'waitUntil':
      return {
        text:
          row.outcome === 'happened'
            ? `What ${titleOf(row.step, step)} waits for happened.`
            : `What ${titleOf(row.step, step)} waits for did not happen within ${sayDuration(step.timeout)}.`,
        why: momentOf(row.details?.['at'], context.zone),
      };
    case 'branch':
      return { text: sayBranch(row, titleOf(row.step, step)), why: null };
    case 'split':
      return {
        text: `Fell into part ${numberOf(row.details?.['part'])} of ${titleOf(row.step, step)}.`,
        why: null,
      };
    default:
      return sayDeed(row, step, context);
  }
}

function since({ enteredAt }: StepLogRow, { zone }: LogContext): string {
  return ` since ${sayMoment(enteredAt, zone)}`;
}

function momentOf(at: unknown, zone: string): string | null {
  const time = typeof at === 'string' || at instanceof Date ? new Date(at) : null;
  return time && !Number.isNaN(time.getTime()) ? `On ${sayMoment(time, zone)}.` : null;
}

function sayBranch({ outcome, details }: StepLogRow, title: string): string {
  if (outcome !== 'case') return `No case of ${title} held, so the contact took the other way.`;
  return `Took case ${numberOf(details?.['case'])} of ${title}.`;
}

/** Places count from 0 in the log, and from 1 for people. */
function numberOf(index: unknown): string {
  return typeof index === 'number' ? String(index + 1) : '?';
}

/** What is done at once. */
type Deed = Exclude<Step, { kind: 'email' | 'wait' | 'waitUntil' | 'branch' | 'split' }>;

function sayDeed({ outcome, details }: StepLogRow, step: Deed, { nameOf }: LogContext): Said {
  const unchanged = outcome === 'unchanged' ? 'It was so already.' : null;
  switch (step.kind) {
    case 'update':
      return { text: `Set ${step.field} to ${JSON.stringify(step.value)}.`, why: unchanged };
    case 'tag':
      return { text: `${step.do === 'add' ? 'Gave' : 'Took away'} the tag “${step.tag}”.`, why: unchanged };
    case 'topic':
      return { text: `Unsubscribed from “${nameOf(step.topicId ?? '')}”.`, why: unchanged };
    case 'webhook':
      return { text: `Called ${step.url}.`, why: null };
    case 'notify':
      return { text: `Told ${step.to.join(', ')}: “${step.subject}”.`, why: null };
    case 'enroll': {
      const name = `“${nameOf(step.sequenceId ?? '')}”`;
      if (outcome === 'enrolled') return { text: `Entered the sequence ${name}.`, why: null };
      const why = outcome === 'not-running' ? 'It takes nobody in at present.' : whyNoEntry(details?.['why']);
      return { text: `Did not enter the sequence ${name}.`, why };
    }
    case 'end':
      return { text: 'Came to the end.', why: null };
  }
}

const NO_ENTRY: Record<string, string> = {
  'unknown-contact': 'The contact was deleted.',
  suppressed: 'Its address is suppressed.',
  unsubscribed: 'It unsubscribed from its topic.',
  'already-in': 'It is in it already.',
  're-entry': 'It was in it before, and its re-entry rule does not allow that again (yet).',
  filter: 'The filter of that sequence does not let it in.',
};

/** Why a contact did not enter a sequence, in a sentence. */
export function whyNoEntry(reason: unknown): string | null {
  return typeof reason === 'string' ? (NO_ENTRY[reason] ?? reason) : null;
}

function nextOf(log: EnrollmentLog, context: LogContext): Pick<DescribedLog, 'next' | 'nextAt'> {
  const { enrollment, why } = log;
  const { dueAt, problem } = enrollment;
  const step = stepOf(enrollment, context);
  const title = titleOf(enrollment.step, step);
  switch (why) {
    case 'ended':
      return { next: 'Nothing is next: the contact is not in the sequence any more.', nextAt: null };
    case 'problem':
      return {
        next: `The step ${title} could not be taken: ${problem ?? ''} It is tried again.`,
        nextAt: dueAt,
      };
    case 'paused':
      return { next: `The sequence is paused; ${title} comes when it is resumed.`, nextAt: null };
    case 'due':
      return { next: `${title} comes at any moment.`, nextAt: dueAt };
    case 'waiting':
      return { next: sayWaiting(enrollment, step, context), nextAt: dueAt };
  }
}

function sayWaiting(enrollment: Enrollment, step: Step | undefined, context: LogContext): string {
  const { dueAt, deadlineAt, version, step: id } = enrollment;
  const title = titleOf(id, step);
  const moment = dueAt ? sayMoment(dueAt, context.zone) : '';
  if (step?.kind === 'email') {
    const window = context.graphOf(version)?.window ?? null;
    const why = window === null ? '' : ` because of the sending times (${sayWindow(window)})`;
    return `The email of ${title} goes out on ${moment}${why}.`;
  }
  if (step?.kind === 'waitUntil') {
    const what = 'event' in step.condition ? `“${step.condition.event}”` : 'its rules to become true';
    const end = deadlineAt ? sayMoment(deadlineAt, context.zone) : moment;
    return `${title} waits for ${what}, at most until ${end}; without it, ${sayFollowing(step.else, enrollment, context)}.`;
  }
  if (step?.kind === 'wait')
    return `${title} waits until ${moment}; then ${sayFollowing(step.next, enrollment, context)}.`;
  return `${title} comes on ${moment}.`;
}

function sayFollowing(next: string | null, { version }: Enrollment, context: LogContext): string {
  return next === null
    ? 'the sequence ends'
    : `${titleOf(next, stepOf({ version, step: next }, context))} follows`;
}
