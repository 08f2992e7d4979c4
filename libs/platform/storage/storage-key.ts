const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Throws unless the key consists of harmless segments: no `..`, no absolute path, nothing that a shell would read. */
export function assertStorageKey(key: string): void {
  const isSafe = key.length <= 200 && key.split('/').every((segment) => SEGMENT.test(segment));
  if (!isSafe) throw new Error(`"${key.slice(0, 100)}" is not a storage key.`);
}
