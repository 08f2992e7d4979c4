import { isbot } from 'isbot';

/**
 * Why an open or a click is not counted as a person's:
 * - `method`: not a GET
 * - `prefetch`: the browser says that it fetches ahead
 * - `agent`: a known robot, scanner or prefetching privacy proxy, or no user agent at all
 * - `burst`: several distinct links of one message within seconds
 * - `too-soon`: a click within two seconds of hand-over
 * - `before-hand-over`, `before-delivery`: requested before the message can have been read
 */
export type MachineReason =
  'method' | 'prefetch' | 'agent' | 'burst' | 'too-soon' | 'before-hand-over' | 'before-delivery';

export interface RequestSigns {
  method: string;
  userAgent: string;
  /** Value of `Sec-Purpose`, `Purpose` or `X-Moz`. */
  purpose?: string;
}

/** A click that comes sooner after hand-over was made by a gateway. */
export const TOO_SOON_MS = 2_000;
/** So many distinct links of one message … */
export const BURST_LINKS = 3;
/** … within so many milliseconds are followed by a gateway, not by a reader. */
export const BURST_WINDOW_MS = 5_000;

/** These fetch images because a person opened the message, though they look like robots. */
const READERS = /GoogleImageProxy|YahooMailProxy|Thunderbird|Microsoft Outlook|Outlook-(?:iOS|Android)/i;
/** Mail gateways that do not call themselves robots. */
const GATEWAYS =
  /barracuda|proofpoint|mimecast|symantec|messagelabs|fireeye|trellix|trend ?micro|sophos|cisco|ironport|forcepoint|zscaler|safelinks|hornetsecurity|vade ?secure/i;

/** What the request alone gives away. */
export function requestReasons({ method, userAgent, purpose }: RequestSigns): MachineReason[] {
  const reasons: MachineReason[] = [];
  if (method !== 'GET') reasons.push('method');
  if (purpose !== undefined && /prefetch|preview|prerender/i.test(purpose)) reasons.push('prefetch');
  if (isMachineAgent(userAgent)) reasons.push('agent');
  return reasons;
}

function isMachineAgent(userAgent: string): boolean {
  const agent = userAgent.trim();
  if (agent === '' || GATEWAYS.test(agent)) return true;
  return !READERS.test(agent) && isbot(agent);
}

/** Remembers which links of a message were just followed. Time comes in with the clicks; forgets after the window. */
export class BurstWatch {
  private readonly seen = new Map<string, { link: number; at: number }[]>();

  /** True when this click makes or continues a burst. */
  add(deliveryId: string, link: number, at: number): boolean {
    const recent = (this.seen.get(deliveryId) ?? []).filter((click) => at - click.at <= BURST_WINDOW_MS);
    recent.push({ link, at });
    // Re-inserted, so that the oldest messages stand first and can be forgotten in order.
    this.seen.delete(deliveryId);
    this.seen.set(deliveryId, recent.slice(-50));
    this.forget(at);
    return new Set(recent.map((click) => click.link)).size >= BURST_LINKS;
  }

  private forget(now: number): void {
    for (const [deliveryId, clicks] of this.seen) {
      const last = clicks.at(-1)?.at ?? 0;
      if (now - last <= BURST_WINDOW_MS && this.seen.size <= 100_000) return;
      this.seen.delete(deliveryId);
    }
  }
}
