import { Injectable } from '@nestjs/common';
import type { FieldError } from '@platform/errors';
import { brokenReasons } from '../broken-reasons';
import { RuleTreeLoader } from '../rule-tree-loader';
import type { SegmentKind } from '../segment';
import { invalidTree } from '../segments.errors';
import type { FieldCatalogue } from '../tree/field-catalogue';
import { parseRuleTree } from '../tree/parse-rule-tree';
import type { RuleNode } from '../tree/rule-tree';
import { describeTree } from './describe-tree';
import { plain, toSentence, type Sentence } from './phrase';
import { namedThings, type TreeNames } from './tree-names';
import { TreeNamesRepository } from './tree-names.repository';

/** Says in plain words whom trees select. Counts nobody. */
@Injectable()
export class TreeDescriber {
  constructor(
    private readonly loader: RuleTreeLoader,
    private readonly names: TreeNamesRepository,
  ) {}

  /**
   * One sentence for a tree that is not saved. What it names and does not exist is called deleted; rules that cannot be
   * read are refused with `segment.invalid-tree`.
   */
  async describe(workspaceId: string, json: unknown): Promise<Sentence> {
    const fields = await this.loader.catalogue(workspaceId);
    const parsed = parseRuleTree(json, fields);
    if (!parsed.ok) throw invalidTree(parsed.issues);
    return describeTree(parsed.tree, await this.namesFor(workspaceId, [parsed.tree], fields));
  }

  /** One sentence for each saved segment, also for one that is broken; a handful of queries for all of them. */
  async describeSaved(
    workspaceId: string,
    segments: readonly { tree: unknown; kind: SegmentKind }[],
  ): Promise<Sentence[]> {
    const fields = await this.loader.catalogue(workspaceId);
    const parsed = segments.map(({ tree }) => parseRuleTree(tree, fields, { isStored: true }));
    const trees = parsed.flatMap((result) => (result.ok ? [result.tree] : []));
    const names = await this.namesFor(workspaceId, trees, fields);
    return parsed.map((result, index) => {
      const segment = segments[index]!;
      if (!result.ok) return unreadable(segment, result.issues);
      const sentence = describeTree(result.tree, names);
      return segment.kind === 'static' ? asList(sentence) : sentence;
    });
  }

  /** Names of all that some trees refer to. */
  async namesFor(
    workspaceId: string,
    nodes: readonly RuleNode[],
    fields: FieldCatalogue,
  ): Promise<TreeNames> {
    const found = await this.names.find(workspaceId, namedThings(nodes));
    return { ...found, fields: new Map(fields.list().map(({ path, label }) => [path, label])) };
  }
}

/** A static segment is what it was made from, edited by hand ever since. */
function asList({ text, parts: [first, ...rest] }: Sentence): Sentence {
  const begin = (words: string): string =>
    `A fixed list, made from ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  return { text: begin(text), parts: first ? [{ ...first, text: begin(first.text) }, ...rest] : [] };
}

/** A list needs no tree any more; every other segment says what its tree misses. */
function unreadable(segment: { tree: unknown; kind: SegmentKind }, issues: readonly FieldError[]): Sentence {
  if (segment.kind === 'static') return toSentence(plain('A fixed list'));
  const [reason] = brokenReasons(segment.tree, issues);
  return toSentence(plain(`Cannot be read: ${reason?.message ?? 'the tree is damaged.'}`));
}
