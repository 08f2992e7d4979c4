const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * True when a Host header names this machine. A page on the internet can point its own name at 127.0.0.1 (DNS
 * rebinding) and would then read the mailbox as its own origin; its name in the Host header gives it away.
 */
export function isLocalHost(host: string | undefined): boolean {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]/@]+)(?::\d{1,5})?$/i.exec(host ?? '');
  return LOCAL_NAMES.has(match?.[1]?.toLowerCase() ?? '');
}

/** True when a request that changes something comes from the page itself or from no page at all. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return origin === undefined || origin === `http://${host}`;
}
