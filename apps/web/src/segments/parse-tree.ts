import type { RuleTree } from './segment-queries';

/** The typed text as a tree, or what is wrong with it as JSON. */
export function parseTree(text: string): { tree: RuleTree; problem: null } | { tree: null; problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { tree: value as RuleTree, problem: null };
    return { tree: null, problem: 'The rules must be a JSON object in curly brackets.' };
  } catch (error) {
    return {
      tree: null,
      problem: `This is not JSON yet: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
