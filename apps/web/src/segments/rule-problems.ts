/** What is needed of a mistake that the API reports. */
interface Mistake {
  pointer: string;
  message: string;
}

/** The node of the tree in a pointer of the API: `/tree/rules/1/value/n` is about `/rules/1`. */
const NODE = /^(?:\/tree)?((?:\/rules\/\d+|\/where)*)/;

export function nodeOf(pointer: string): string {
  return NODE.exec(pointer)?.[1] ?? '';
}

/** Whether a mistake is about the rules, not about the name and such. */
export function isAboutRules({ pointer }: Pick<Mistake, 'pointer'>): boolean {
  return pointer === '/tree' || pointer.startsWith('/tree/');
}

/** Mistakes by the rule that they concern. `toFull` says where a rule stands in the tree that is shown. */
export function problemsByRule(
  fields: readonly Mistake[],
  toFull: (pointer: string) => string = (pointer) => pointer,
): Map<string, string[]> {
  const problems = new Map<string, string[]>();
  for (const field of fields.filter(isAboutRules)) {
    const pointer = toFull(nodeOf(field.pointer));
    problems.set(pointer, [...(problems.get(pointer) ?? []), field.message]);
  }
  return problems;
}
