import type { OrderProblem } from './order';

export function problem(code: string, pointer: string, message: string): OrderProblem {
  return { code, pointer, message };
}
