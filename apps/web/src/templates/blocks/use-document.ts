import { useCallback, useState } from 'react';
import type { BlockDocument } from './document';

/** Typing makes one step of many letters. */
const PAUSE_MS = 1200;
const MOST_STEPS = 200;

interface History {
  past: BlockDocument[];
  present: BlockDocument;
  future: BlockDocument[];
  /** What the last change was about, and when: the next of the same kind joins it. */
  about: string;
  at: number;
  /** Counts undone and redone steps: what holds texts of its own begins anew. */
  turn: number;
}

export interface DocumentHistory {
  document: BlockDocument;
  turn: number;
  canUndo: boolean;
  canRedo: boolean;
  /** `about` joins changes that follow each other quickly, such as letters typed into one block. */
  change: (next: (document: BlockDocument) => BlockDocument, about?: string) => void;
  undo: () => void;
  redo: () => void;
}

/** The document with the way back and forth through its changes. */
export function useDocument(first: BlockDocument): DocumentHistory {
  const [history, setHistory] = useState<History>({
    past: [],
    present: first,
    future: [],
    about: '',
    at: 0,
    turn: 0,
  });
  const change = useCallback((next: (document: BlockDocument) => BlockDocument, about = '') => {
    const at = Date.now();
    setHistory((was) => {
      const present = next(was.present);
      if (present === was.present) return was;
      const joins = about !== '' && about === was.about && at - was.at < PAUSE_MS;
      const past = joins ? was.past : [...was.past, was.present].slice(-MOST_STEPS);
      return { past, present, future: [], about, at, turn: was.turn };
    });
  }, []);
  const undo = useCallback(() => {
    setHistory((was) => {
      const present = was.past.at(-1);
      if (!present) return was;
      const future = [was.present, ...was.future];
      return { past: was.past.slice(0, -1), present, future, about: '', at: 0, turn: was.turn + 1 };
    });
  }, []);
  const redo = useCallback(() => {
    setHistory((was) => {
      const [present, ...future] = was.future;
      if (!present) return was;
      return { past: [...was.past, was.present], present, future, about: '', at: 0, turn: was.turn + 1 };
    });
  }, []);
  return {
    document: history.present,
    turn: history.turn,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change,
    undo,
    redo,
  };
}
