import { isShowable, type GroupNode } from './tree/rule-tree';

const KEY = 'tidings:new-segment';

/** Hands a tree over to the page of a new segment: too long for an address. */
export function offerStartingTree(tree: unknown): void {
  sessionStorage.setItem(KEY, JSON.stringify(tree));
}

/** The tree that was handed over last, once. */
export function takeStartingTree(): GroupNode | null {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  try {
    const tree: unknown = text ? JSON.parse(text) : null;
    return isShowable(tree) ? tree : null;
  } catch {
    return null;
  }
}
