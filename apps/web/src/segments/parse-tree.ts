import { isShowable, type GroupNode } from './tree/rule-tree';

type Parsed = { tree: GroupNode; problem: null } | { tree: null; problem: 'notJson' | 'notRules' };

/** The typed text as a tree, or what keeps it from being one. */
export function parseTree(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return isShowable(value) ? { tree: value, problem: null } : { tree: null, problem: 'notRules' };
  } catch {
    return { tree: null, problem: 'notJson' };
  }
}
