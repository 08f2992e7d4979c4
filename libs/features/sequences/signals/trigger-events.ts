import type {
  Condition,
  EventCondition,
  PublishedGraph,
  Step,
  Trigger,
  WhereJson,
} from '../graph/sequence-graph';

/** Whatever a rule tree may ask about: the contact's fields, tags, subscriptions. */
export const ANY_CHANGE = '*';

/** The event that a trigger waits for; null where it is no event (a date, a call of the API). */
export function triggerEvent(trigger: Trigger): EventCondition | null {
  if ('event' in trigger) return trigger;
  if ('form' in trigger)
    return {
      event: `form.${trigger.when}`,
      where: allOf({ property: 'form', op: 'is', value: trigger.form }),
    };
  if ('asset' in trigger)
    return { event: 'asset.downloaded', where: allOf({ property: 'asset', op: 'is', value: trigger.asset }) };
  if ('segment' in trigger)
    return {
      event: `segment.${trigger.on}`,
      where: allOf({ property: 'segment', op: 'is', value: trigger.segment }),
    };
  if ('tag' in trigger)
    return {
      event: 'contact.changed',
      where: allOf(
        { property: 'field', op: 'is', value: 'tags' },
        { property: 'to', op: 'is', value: trigger.tag },
      ),
    };
  return null;
}

/** Everything that may end a passage or a wait. */
export function conditionsOf(graph: PublishedGraph): Condition[] {
  const waits = Object.values(graph.steps).flatMap((step) =>
    step.kind === 'waitUntil' ? [step.condition] : [],
  );
  return [...(graph.goal ? [graph.goal] : []), ...graph.exits, ...waits];
}

/** Whether a field of the contact decides when the step ends: its time zone, or a date. */
export function dependsOnContact(step: Step, graph: PublishedGraph): boolean {
  if (step.kind === 'wait') return true;
  return step.kind === 'email' && graph.window !== null;
}

function allOf(...rules: object[]): WhereJson {
  return { match: 'all', rules };
}
