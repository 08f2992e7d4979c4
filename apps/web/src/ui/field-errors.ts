import { asProblem } from '../api/problem';

/** Messages by the name of the field at the top of the body: `/owner/email` goes to `owner`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!error) return {};
  const errors: Record<string, string> = {};
  for (const { pointer, message } of asProblem(error).fields) {
    const name = pointer.split('/')[1];
    if (name && !errors[name]) errors[name] = message;
  }
  return errors;
}
