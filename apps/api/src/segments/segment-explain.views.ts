import { ApiProperty } from '@nestjs/swagger';
import type { ContactExplanation, Evidence, Explanation, SegmentKind } from '@features/segments';
import { SentenceView } from './sentence.views';

/** An event that decided. */
export class DecidingEventView {
  /** Its name. */
  name!: string;
  /** When it happened. */
  occurredAt!: string;
  /** Only the properties that the rule asks about; long values are cut. */
  properties!: Record<string, unknown>;
}

/** What decided whether a rule holds; which fields there are depends on `kind`. */
export class EvidenceView {
  /** `value`, `percentile`, `distance`, `events`, `tag`, `topic`, `segment` or `sample`. */
  kind!: Evidence['kind'];
  /** `value`: what the contact has. `percentile`: the contact's number. `events`: what they sum up to. Null: none. */
  @ApiProperty({
    oneOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: {} },
      { type: 'object', properties: { lat: { type: 'number' }, lon: { type: 'number' } } },
    ],
    nullable: true,
    required: false,
  })
  value?: unknown;
  /** `percentile`: the number from which on contacts are in. */
  edge?: number | null;
  /** `distance`: kilometres to the place of the rule; null without a known location. */
  km?: number | null;
  /** `events`: how many the rule counts. */
  count?: number;
  /** `events`: at most three, newest first. */
  latest?: DecidingEventView[];
  /** `topic`: how the contact stands to it; `none` when it never came up. */
  status?: 'subscribed' | 'unsubscribed' | 'pending' | 'none';
  /** `tag`, `topic`, and `segment` of a static one: since when. */
  since?: string | null;
  /** `segment`: its id. */
  segmentId?: string;
  /** `segment`: its name. */
  name?: string;
  /** `segment`: its kind. */
  segmentKind?: SegmentKind;
  /** `sample`: where the contact falls, 0 to 100. */
  place?: number;
}

/** A rule or group, and whether it holds for the contact. */
export class ExplanationView {
  /** JSON pointer of the rule. */
  pointer!: string;
  /** True when it holds. */
  holds!: boolean;
  /** The rule in plain words. */
  text!: string;
  /** What decided, in plain words; null for groups. */
  because!: string | null;
  /** What decided; null for groups. */
  evidence!: EvidenceView | null;
  /** What the group is made of; only groups have it. */
  rules?: ExplanationView[];
  /** The rules of the segment that the rule names, one level deep. */
  segment?: ExplanationView;
}

/** Why a contact is selected, or is not. */
export class ContactExplanationView extends ExplanationView {
  /** Whom it is about. */
  contactId!: string;
  /** The whole in one sentence. */
  sentence!: string;
}

export function toSentenceView({ text, parts }: SentenceView): SentenceView {
  return { text, parts };
}

export function toExplanationView(explanation: Explanation): ExplanationView {
  const { pointer, holds, text, because, evidence, rules, segment } = explanation;
  return {
    pointer,
    holds,
    text: text.text,
    because,
    evidence: evidence && toEvidenceView(evidence),
    ...(rules && { rules: rules.map(toExplanationView) }),
    ...(segment && { segment: toExplanationView(segment) }),
  };
}

export function toContactExplanationView(explanation: ContactExplanation): ContactExplanationView {
  const { contactId, sentence } = explanation;
  return { contactId, sentence, ...toExplanationView(explanation) };
}

function toEvidenceView(evidence: Evidence): EvidenceView {
  switch (evidence.kind) {
    case 'events': {
      const latest = evidence.latest.map((event) => ({
        ...event,
        occurredAt: event.occurredAt.toISOString(),
      }));
      return { ...evidence, latest };
    }
    case 'tag':
    case 'topic':
    case 'segment':
      return { ...evidence, since: evidence.since?.toISOString() ?? null };
    default:
      return evidence;
  }
}
