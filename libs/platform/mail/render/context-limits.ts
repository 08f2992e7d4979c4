const MAX_VALUES = 5000;
const MAX_DEPTH = 8;
const MAX_CHARACTERS = 512 * 1024;

/** Why merge-field values are refused, or undefined when they are within limits. */
export function checkContext(context: unknown): string | undefined {
  if (typeof context !== 'object' || context === null || Array.isArray(context))
    return 'The merge fields must be an object.';
  let values = 0;
  let characters = 0;
  const visit = (value: unknown, depth: number): string | undefined => {
    values += 1;
    if (values > MAX_VALUES) return `The merge fields hold more than ${MAX_VALUES} values.`;
    if (typeof value === 'string') {
      characters += value.length;
      return characters > MAX_CHARACTERS
        ? `The merge fields hold more than ${MAX_CHARACTERS / 1024} kB.`
        : undefined;
    }
    if (typeof value !== 'object' || value === null) return undefined;
    if (depth >= MAX_DEPTH) return `The merge fields are nested deeper than ${MAX_DEPTH} levels.`;
    for (const inner of Object.values(value)) {
      const problem = visit(inner, depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
  return visit(context, 0);
}
