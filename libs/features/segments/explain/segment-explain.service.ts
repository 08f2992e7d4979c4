import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { notFound } from '@platform/errors';
import { compileEvidence } from '../compile/compile-evidence';
import { compileTogether } from '../compile/compile-rule-tree';
import { RuleTreeLoader, type LoadedTree } from '../rule-tree-loader';
import type { AudienceSource } from '../segment';
import { SegmentStores } from '../segment-stores';
import { invalidTree, previewTimeout, segmentBroken, segmentNotFound } from '../segments.errors';
import { rulesOf, type Rule, type RuleTree, type SegmentRule } from '../tree/rule-tree';
import { becauseOf } from './because';
import { ContactAnswersRepository, type ContactAnswers } from './contact-answers.repository';
import { evidenceOf } from './evidence';
import { explainSentence } from './explain-sentence';
import { explainNode, type Answer } from './explain-tree';
import type { ContactExplanation, Explanation } from './explanation';
import { TreeDescriber } from './tree-describer.service';
import type { TreeNames } from './tree-names';

type Ready = LoadedTree & { ok: true };

interface Question {
  workspaceId: string;
  contactId: string;
  ready: Ready;
  /** One "now" for everything that is asked together. */
  now: Date;
}

const TIMEOUT_MS = 10_000;
/** Segments whose own rules are shown below a rule that names them. */
const MOST_SEGMENTS_INSIDE = 10;

/** Says why a contact is selected, or is not: every rule true or false, with what decided. */
@Injectable()
export class SegmentExplainService {
  constructor(
    private readonly db: Database,
    private readonly loader: RuleTreeLoader,
    private readonly stores: SegmentStores,
    private readonly answers: ContactAnswersRepository,
    private readonly describer: TreeDescriber,
  ) {}

  /**
   * A saved segment (a static one: whether the contact is on its list) or a tree that is not saved. The truth of every
   * rule comes from the statement that also counts and sends. Throws `segment.not-found`, `segment.broken`,
   * `segment.invalid-tree`, `contact.not-found`, and `segment.preview-timeout` after ten seconds.
   */
  async explain(
    workspaceId: string,
    source: AudienceSource,
    { contactId, now = new Date() }: { contactId: string; now?: Date },
  ): Promise<ContactExplanation> {
    const ready = await this.ready(workspaceId, source);
    return this.explainReady({ workspaceId, contactId, ready, now });
  }

  private async ready(workspaceId: string, source: AudienceSource): Promise<Ready> {
    if (!('segmentId' in source)) {
      const loaded = await this.loader.load(workspaceId, { json: source.tree, isStored: false, self: null });
      if (!loaded.ok) throw invalidTree(loaded.issues);
      return loaded;
    }
    const segment = await this.stores.segments.find(workspaceId, source.segmentId);
    if (!segment) throw segmentNotFound(source.segmentId);
    if (segment.kind === 'static') return onList(segment.id);
    const loaded = await this.loader.load(workspaceId, {
      json: segment.tree,
      isStored: true,
      self: segment.id,
    });
    if (!loaded.ok) throw segmentBroken(segment.name, loaded.issues);
    return loaded;
  }

  private async explainReady(question: Question): Promise<ContactExplanation> {
    const { workspaceId, contactId, ready, now } = question;
    const inside = segmentsInside(ready);
    const rules = [ready.tree, ...inside.values()].flatMap(rulesOf);
    const { zone } = await this.stores.references.workspace(workspaceId);
    const asked = await this.ask(question, rules, { now, zone });
    const fields = await this.loader.catalogue(workspaceId);
    const names = await this.describer.namesFor(workspaceId, [ready.tree, ...inside.values()], fields);
    const answers = toAnswers(rules, asked, { ready, contactId, names, zone });
    const explained = new Map<string, Explanation>();
    for (const [id, tree] of inside) explained.set(id, explainNode(tree, { names, answers }));
    const root = explainNode(ready.tree, {
      names,
      answers,
      inside: (rule) => (rule.kind === 'segment' ? explained.get(rule.segmentId) : undefined),
    });
    const sentence = explainSentence(ready.tree, nameOf(asked), { names, answers });
    return { ...root, contactId, sentence };
  }

  private async ask(
    { workspaceId, contactId, ready }: Question,
    rules: readonly Rule[],
    clock: { now: Date; zone: string },
  ): Promise<ContactAnswers> {
    const options = { workspaceId, clock, references: ready.references };
    const predicates = compileTogether(
      rules.map((node) => ({ node, nullability: 'never-null' })),
      { ...options, firstParam: 3 },
    );
    const evidence = compileEvidence(rules, { ...options, firstParam: 3 + predicates.params.length });
    try {
      const answers = await this.db.readOnly(
        TIMEOUT_MS,
        () => this.answers.ask(workspaceId, contactId, { predicates, evidence }),
        { turnOf: workspaceId },
      );
      if (!answers) throw notFound('contact', contactId);
      return answers;
    } catch (error) {
      throw isStatementTimeout(error) ? previewTimeout(TIMEOUT_MS / 1000) : error;
    }
  }
}

function toAnswers(
  rules: readonly Rule[],
  asked: ContactAnswers,
  known: { ready: Ready; contactId: string; names: TreeNames; zone: string },
): Map<Rule, Answer> {
  const { ready, contactId, names, zone } = known;
  const segmentOf = (id: string) => ({
    name: names.segments.get(id) ?? '',
    segmentKind: ready.references.segments.get(id)?.kind ?? ('dynamic' as const),
  });
  return new Map(
    rules.map((rule, index) => {
      const evidence = evidenceOf(rule, asked.evidence[index] ?? null, { contactId, segmentOf });
      const because = becauseOf(rule, evidence, { names, zone });
      return [rule, { holds: asked.holds[index] ?? false, evidence, because }];
    }),
  );
}

/** The trees of the segments that a tree names, the first ten; those that they name in turn are not opened. */
function segmentsInside({ tree, references }: Ready): Map<string, RuleTree> {
  const named = rulesOf(tree).filter((rule): rule is SegmentRule => rule.kind === 'segment');
  const ids = [...new Set(named.map((rule) => rule.segmentId))];
  const trees = ids.flatMap((id) => {
    const segment = references.segments.get(id);
    return segment?.kind === 'dynamic' ? [[id, segment.tree] as const] : [];
  });
  return new Map(trees.slice(0, MOST_SEGMENTS_INSIDE));
}

/** A static segment is its list, whatever tree it was once made from. */
function onList(segmentId: string): Ready {
  const rule = { kind: 'segment', pointer: '', segmentId, member: true } as const;
  const tree: RuleTree = { kind: 'group', pointer: '', match: 'all', not: false, rules: [rule] };
  const segments = new Map([[segmentId, { kind: 'static' as const }]]);
  return { ok: true, tree, references: { tags: new Map(), topics: new Map(), segments } };
}

function nameOf({ firstName, lastName, email }: ContactAnswers): string {
  return [firstName, lastName].filter(Boolean).join(' ') || email;
}
