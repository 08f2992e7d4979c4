/** How often something may happen in a fixed window of time. */
export interface ThrottleLimit {
  hits: number;
  windowSeconds: number;
}

/** A window after one more hit was counted. */
export interface ThrottleWindow {
  hits: number;
  /** Seconds until the window ends. */
  remainingSeconds: number;
}

/** Failed logins: per account against guessing one person's password, per network against trying many people. */
export const LOGIN_LIMITS = {
  account: { hits: 10, windowSeconds: 15 * 60 },
  ip: { hits: 50, windowSeconds: 15 * 60 },
} satisfies Record<string, ThrottleLimit>;

/** Seconds to wait, or null while the limit is kept. */
export function secondsToWait(limit: ThrottleLimit, window: ThrottleWindow): number | null {
  return window.hits > limit.hits ? Math.max(1, Math.ceil(window.remainingSeconds)) : null;
}

/** What counts as one network: the address for IPv4, its /64 for IPv6, where everybody owns that many addresses. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  if (!ip.includes(':')) return ip;
  const [head = '', tail] = ip.toLowerCase().split('%', 1)[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
