import { useCallback, useState } from 'react';
import type { GroupNode } from './tree/rule-tree';

/** Edits that follow one another as fast as typing are taken back together. */
const ONE_EDIT_MS = 700;
const MOST_STEPS = 100;

interface History {
  past: readonly GroupNode[];
  tree: GroupNode;
  future: readonly GroupNode[];
  changedAt: number;
}

export interface TreeHistory {
  tree: GroupNode;
  change: (tree: GroupNode) => void;
  /** Undefined where there is nothing to take back. */
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  /** Starts over, with nothing to take back. */
  reset: (tree: GroupNode) => void;
}

/** A rule tree with undo and redo. */
export function useTree(first: GroupNode): TreeHistory {
  const [state, setState] = useState<History>({ past: [], tree: first, future: [], changedAt: 0 });
  const change = useCallback((tree: GroupNode) => {
    const now = Date.now();
    setState(({ past, tree: old, changedAt }) => ({
      past: now - changedAt < ONE_EDIT_MS && past.length > 0 ? past : [...past, old].slice(-MOST_STEPS),
      tree,
      future: [],
      changedAt: now,
    }));
  }, []);
  const reset = useCallback((tree: GroupNode) => setState({ past: [], tree, future: [], changedAt: 0 }), []);
  const undo = () =>
    setState(({ past, tree, future }) => {
      const last = past.at(-1);
      return last
        ? { past: past.slice(0, -1), tree: last, future: [tree, ...future], changedAt: 0 }
        : { past, tree, future, changedAt: 0 };
    });
  const redo = () =>
    setState(({ past, tree, future }) => {
      const [next, ...rest] = future;
      return next
        ? { past: [...past, tree], tree: next, future: rest, changedAt: 0 }
        : { past, tree, future, changedAt: 0 };
    });
  return {
    tree: state.tree,
    change,
    undo: state.past.length > 0 ? undo : undefined,
    redo: state.future.length > 0 ? redo : undefined,
    reset,
  };
}
