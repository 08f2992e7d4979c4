/** What only Tidings itself may report; see `EventsService.record`. */
export const RESERVED_PREFIXES = ['contact.', 'email.', 'segment.', 'form.', 'asset.'] as const;

const MAX_NAME = 100;
const NAME = /^[a-z][a-z0-9_-]*(?:\.[a-z0-9][a-z0-9_-]*)+$/;

/** Why `name` is not the name of an event (`order.placed`), or undefined when it is one. */
export function eventNameProblem(name: string): string | undefined {
  if (name.length > MAX_NAME) return `is longer than ${MAX_NAME} characters`;
  if (NAME.test(name)) return undefined;
  return 'must be lower-case words joined by dots, such as "order.placed" (letters a–z, digits, "-" and "_")';
}

/** The reserved prefix that `name` starts with, or undefined. */
export function reservedPrefixOf(name: string): string | undefined {
  return RESERVED_PREFIXES.find((prefix) => name.startsWith(prefix));
}
