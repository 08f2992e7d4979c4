import { createContext, useContext } from 'react';
import type { Catalogue } from '../tree/catalogue';
import type { GroupNode } from '../tree/rule-tree';

/** What every rule of a builder shares. Pointers are into the tree as it is shown. */
export interface Builder {
  catalogue: Catalogue;
  tree: GroupNode;
  readOnly: boolean;
  /** The segment being edited: it cannot name itself. */
  segmentId: string | null;
  /** Mistakes in the words of the API, by the pointer of the rule they concern. */
  problems: ReadonlyMap<string, readonly string[]>;
  /** Rules that lack something, and whether to say so already. */
  incomplete: ReadonlySet<string>;
  showsIncomplete: boolean;
  /** Contacts after each top-level rule, by the key of the rule. */
  counts: ReadonlyMap<string, number>;
  /** The largest of them, for the bars. */
  mostCounted: number;
  areCountsStale: boolean;
  /** Whether rules hold for the contact that was asked about. */
  verdicts: ReadonlyMap<string, boolean>;
  /** `focus`: the `data-focus` of what has the focus afterwards; `said`: what a screen reader hears. */
  edit(change: (tree: GroupNode) => GroupNode, after?: { focus?: string; said?: string }): void;
}

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('Rules are drawn inside of a RuleBuilder.');
  return builder;
}
