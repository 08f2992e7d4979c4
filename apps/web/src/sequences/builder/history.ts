import type { SequenceGraph } from '../graph/sequence-graph';

const MOST = 100;

export interface Change {
  graph: SequenceGraph;
  /** Changes of the same thing in a row are undone together: a text that is typed is one change. */
  of?: string;
}

interface History {
  past: SequenceGraph[];
  now: SequenceGraph;
  future: SequenceGraph[];
  of: string | undefined;
}

type Event =
  { kind: 'change'; change: Change } | { kind: 'replace'; graph: SequenceGraph } | { kind: 'undo' | 'redo' };

export const historyOf = (now: SequenceGraph): History => ({ past: [], now, future: [], of: undefined });

export function recordIn(history: History, event: Event): History {
  const { past, now, future } = history;
  switch (event.kind) {
    case 'replace':
      return historyOf(event.graph);
    case 'change': {
      const { graph, of } = event.change;
      if (graph === now) return history;
      const isMore = of !== undefined && of === history.of;
      return { past: isMore ? past : [...past, now].slice(-MOST), now: graph, future: [], of };
    }
    case 'undo': {
      const last = past.at(-1);
      return last ? { past: past.slice(0, -1), now: last, future: [now, ...future], of: undefined } : history;
    }
    case 'redo': {
      const [next, ...rest] = future;
      return next ? { past: [...past, now], now: next, future: rest, of: undefined } : history;
    }
  }
}
