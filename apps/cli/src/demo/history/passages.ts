import { addWait, nextOpening, zoneOf, type SequenceGraph, type Step } from '@features/sequences';
import { Dice } from './dice';
import { DAY_MS, later } from './moments';
import type { Person } from './people';

/** A step that somebody left. */
export interface StepLeft {
  step: string;
  enteredAt: Date;
  leftAt: Date;
  outcome: string;
  details: object | null;
}

/** How somebody went through the sequence until now. */
export interface Passage {
  person: Person;
  since: Date;
  steps: StepLeft[];
  mails: { step: string; at: Date }[];
  status: 'active' | 'completed';
  reason: 'end' | 'goal' | null;
  /** Where they are, or were last. */
  step: string;
  stepEnteredAt: Date;
  dueAt: Date | null;
  deadlineAt: Date | null;
  /** What they did meanwhile, for the events. */
  attendedAt: Date | null;
  bookedAt: Date | null;
}

interface Walk extends Passage {
  dice: Dice;
  zone: string;
  now: Date;
}

/** What a step comes to: `until` is when it ends, whether or not that has come. */
interface Turn {
  until: Date;
  outcome: string;
  next: string | null;
  details?: object;
  deadline?: Date;
}

/** Walks a contact through the graph of "eBook, webinar, demo call" by the product's own clock of waits and windows. */
export function walk(
  graph: SequenceGraph,
  person: Person,
  { since, now }: { since: Date; now: Date },
): Passage {
  const way: Walk = {
    ...{
      person,
      since,
      now,
      steps: [],
      mails: [],
      status: 'active',
      reason: null,
      step: graph.start ?? '',
      stepEnteredAt: since,
    },
    ...{ dueAt: null, deadlineAt: null, attendedAt: null, bookedAt: null },
    dice: new Dice(`passage ${person.email}`),
    zone: zoneOf(person.timeZone, 'Europe/Lisbon'),
  };
  while (way.status === 'active' && way.dueAt === null) take(way, graph);
  const { dice: _dice, zone: _zone, now: _now, ...passage } = way;
  return passage;
}

function take(way: Walk, graph: SequenceGraph): void {
  const step = graph.steps[way.step];
  if (!step) throw new Error(`The sequence has no step "${way.step}".`);
  const turn = turnOf(way, graph, step);
  const { bookedAt, now } = way;
  if (bookedAt !== null && bookedAt <= now && bookedAt < turn.until)
    return leave(way, { outcome: 'goal', at: bookedAt, details: { at: bookedAt } });
  if (turn.until > now) {
    way.dueAt = turn.until;
    way.deadlineAt = turn.deadline ?? null;
    return;
  }
  if (turn.next === null) return leave(way, { outcome: 'end', at: turn.until, details: null });
  if (turn.outcome === 'mail') way.mails.push({ step: way.step, at: turn.until });
  log(way, { outcome: turn.outcome, at: turn.until, details: turn.details ?? null });
  way.step = turn.next;
  way.stepEnteredAt = turn.until;
}

function turnOf(way: Walk, graph: SequenceGraph, step: Step): Turn {
  const { stepEnteredAt: at, zone, dice } = way;
  switch (step.kind) {
    case 'wait':
      if (!('for' in step)) throw new Error('The demo knows no waits for a date.');
      return { until: addWait(at, { ...step.for, at: step.at }, zone), outcome: 'waited', next: step.next };
    case 'email': {
      const until = nextOpening(graph.window, zone, at);
      if (
        way.step.startsWith('demo-') &&
        way.bookedAt === null &&
        dice.chance(way.step === 'demo-offer' ? 0.38 : 0.2)
      )
        way.bookedAt = later(until, dice.between(0.1, 4) * DAY_MS);
      return { until, outcome: 'mail', next: step.next ?? 'end' };
    }
    case 'waitUntil': {
      const deadline = addWait(at, { ...step.timeout, at: null }, zone);
      const attendedAt = dice.chance(way.step === 'attends' ? 0.42 : 0.3)
        ? later(at, dice.between(1, 7.5) * DAY_MS)
        : null;
      if (attendedAt === null)
        return { until: deadline, deadline, outcome: 'timeout', next: step.else ?? 'end' };
      // Who has not attended yet waits as everybody does, until the deadline.
      if (attendedAt > way.now)
        return { until: deadline, deadline, outcome: 'timeout', next: step.else ?? 'end' };
      way.attendedAt = attendedAt;
      return {
        until: attendedAt,
        outcome: 'happened',
        next: step.then ?? 'end',
        details: { at: attendedAt },
      };
    }
    case 'end':
      return { until: at, outcome: 'end', next: null };
    default:
      throw new Error(`The demo knows no step of the kind "${step.kind}".`);
  }
}

interface Left<Outcome = string> {
  outcome: Outcome;
  at: Date;
  details: object | null;
}

function leave(way: Walk, left: Left<'end' | 'goal'>): void {
  log(way, left);
  way.status = 'completed';
  way.reason = left.outcome;
}

function log({ steps, step, stepEnteredAt }: Walk, { outcome, at, details }: Left): void {
  steps.push({ step, enteredAt: stepEnteredAt, leftAt: at, outcome, details });
}
