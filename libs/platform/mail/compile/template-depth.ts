import { lineAt } from './expand-source';

/** Far beyond what anybody writes by hand. */
const MAX_BLOCKS = 40;
const MAX_PARENTHESES = 20;
const STEP = /\{\{~?[#^](?!~?\}\})|\{\{~?\/|\{\{|\}\}|[()]/g;

/**
 * The line where blocks or parentheses are nested too deeply, looked for before parsing: the parser takes time that
 * grows with the square of the depth, and what it makes is walked by recursion.
 */
export function tooDeepAt(template: string): number | undefined {
  let blocks = 0;
  let parentheses = 0;
  let isInTag = false;
  for (const { 0: step, index } of template.matchAll(STEP)) {
    if (step === '(' || step === ')') {
      if (isInTag) parentheses += step === '(' ? 1 : -1;
    } else {
      isInTag = step !== '}}';
      parentheses = 0;
      if (/[#^]$/.test(step)) blocks += 1;
      else if (step.endsWith('/')) blocks -= 1;
    }
    if (blocks > MAX_BLOCKS || parentheses > MAX_PARENTHESES) return lineAt(template, index);
  }
  return undefined;
}
