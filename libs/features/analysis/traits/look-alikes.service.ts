import { Injectable } from '@nestjs/common';
import { KEPT_TIMEOUT_MS, KeptAnswers } from '@features/reports';
import type { AudienceSource } from '@features/segments';
import { AnalysisSession } from '../analysis-session.service';
import { isKept, KEPT_FRESH_MS } from '../kept-analysis';
import { AnalysisSources, type SourceInput } from '../analysis-sources.service';
import { narrowed, outside, type JsonRule, type JsonTree } from '../source-tree';
import { OverRepresentedService } from './over-represented.service';
import type { Trait } from './trait';
import { TraitsRepository } from './traits.repository';

export interface LookAlikes {
  /** Can be previewed and saved; null when nobody shares what is clearly over-represented. */
  tree: JsonTree | null;
  /** The traits that the tree asks for, the strongest first. */
  traits: Trait[];
  contacts: number;
  mailable: number;
  /** Fewer contacts than the workspace's minimum. */
  tooSmall: boolean;
  minimum: number;
  tookMs: number;
  /** When a worker counted it; null: now. */
  countedAt: Date | null;
  isBeingCounted: boolean;
}

type Counted = Omit<LookAlikes, 'countedAt' | 'isBeingCounted'>;

const KIND = 'look-alikes';

/** Asked for at most; each must leave enough contacts. */
const MAX_FIELDS = 4;
const MAX_TRAITS = 40;

/** Nobody who ever ordered. Each order is an event, also those that a shop reports as events only. */
const NO_CUSTOMER: JsonRule = { event: 'order.placed', did: false };

interface Choice {
  fields: Trait[][];
  counts: { contacts: number; mailable: number };
}

const NOBODY: Choice = { fields: [], counts: { contacts: 0, mailable: 0 } };

/** Contacts who are not in a segment, and no customers, but share what its contacts have in common. */
@Injectable()
export class LookAlikesService {
  constructor(
    private readonly session: AnalysisSession,
    private readonly sources: AnalysisSources,
    private readonly overRepresented: OverRepresentedService,
    private readonly traits: TraitsRepository,
    private readonly kept: KeptAnswers,
  ) {
    kept.define({
      kind: KIND,
      namesPeople: true,
      count: (workspaceId, { source }: { source: AudienceSource }) =>
        this.count(workspaceId, source, { now: new Date(), timeoutMs: KEPT_TIMEOUT_MS }),
    });
  }

  /**
   * One rule per field, from the field with the strongest trait on: any of the field's over-represented values. A field is
   * asked for only while the workspace's minimum of contacts remains. Throws as `OverRepresentedService.find`.
   */
  async find(workspaceId: string, input: SourceInput, now = new Date()): Promise<LookAlikes> {
    const source = this.sources.read(input);
    if (!(await isKept(this.kept, workspaceId))) {
      const counted = await this.count(workspaceId, source, { now });
      return { ...counted, countedAt: null, isBeingCounted: false };
    }
    await this.sources.flag(workspaceId, source, { firstParam: 2, now });
    await this.sources.checkRoom(workspaceId, narrowed(null, [outside(source), NO_CUSTOMER]), '/tree');
    const segments = await this.session.segmentsMark(workspaceId);
    const { answer, ...when } = await this.kept.ask<object, Counted>(workspaceId, KIND, {
      question: { source, segments },
      freshMs: KEPT_FRESH_MS,
    });
    return { ...answer, ...when };
  }

  private async count(
    workspaceId: string,
    source: AudienceSource,
    { now, timeoutMs }: { now: Date; timeoutMs?: number },
  ): Promise<Counted> {
    const startedAt = performance.now();
    const question = { source, against: null, limit: MAX_TRAITS };
    const limits = { now, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
    const { traits, minimum } = await this.overRepresented.compare(workspaceId, question, limits);
    const base = [outside(source), NO_CUSTOMER];
    await this.sources.checkRoom(workspaceId, narrowed(null, base), '/tree');
    const fields = byField(traits).slice(0, MAX_FIELDS);
    const chosen = await this.session.read(
      workspaceId,
      () => this.choose(workspaceId, { base, fields, minimum, now }),
      timeoutMs,
    );
    return {
      tree: chosen.fields.length === 0 ? null : narrowed(null, [...base, ...chosen.fields.map(anyOf)]),
      traits: chosen.fields.flat(),
      ...chosen.counts,
      tooSmall: chosen.counts.contacts < minimum,
      minimum,
      tookMs: Math.round(performance.now() - startedAt),
    };
  }

  /** Where no field leaves enough contacts, the one that leaves most of them is asked for alone. */
  private async choose(
    workspaceId: string,
    { base, fields, minimum, now }: { base: JsonRule[]; fields: Trait[][]; minimum: number; now: Date },
  ): Promise<Choice> {
    let chosen = NOBODY;
    let largest = NOBODY;
    for (const field of fields) {
      const tried = [...chosen.fields, field];
      const source: AudienceSource = { tree: narrowed(null, [...base, ...tried.map(anyOf)]) };
      const people = await this.sources.filter(workspaceId, source, { firstParam: 2, now });
      const counts = await this.traits.countContacts(workspaceId, people);
      if (counts.contacts >= Math.max(minimum, 1)) chosen = { fields: tried, counts };
      if (counts.contacts > largest.counts.contacts) largest = { fields: tried, counts };
    }
    return chosen.fields.length > 0 ? chosen : largest;
  }
}

/** What is worked out from orders is never shared by people who have none, nor what the group alone has by anybody else. */
function byField(traits: readonly Trait[]): Trait[][] {
  const fields = new Map<string, Trait[]>();
  for (const trait of traits) {
    if (trait.field.startsWith('computed.') || trait.contacts >= trait.referenceContacts) continue;
    fields.set(trait.field, [...(fields.get(trait.field) ?? []), trait]);
  }
  return [...fields.values()];
}

function anyOf(traits: readonly Trait[]): JsonRule {
  const [first] = traits;
  if (traits.length === 1 && first) return first.rule;
  return { match: 'any', rules: traits.map(({ rule }) => rule) };
}
