/**
 * What the numbers of every report count, as SQL over the aliases `d` (deliveries) and `h` (tracking_hits). One place, so
 * that a campaign's report and an analysis of segments never mean different things by one word.
 */

/** Accepted by an SMTP server, and no bounce of any class came back. */
export const DELIVERED = `d.status = 'accepted' AND d.bounced_at IS NULL`;

/** Delivered to somebody who consented to individual tracking: the base of the open rate. */
export const TRACKABLE_DELIVERED = `d.trackable AND ${DELIVERED}`;

/** By a person, as far as can be told: prefetching proxies and scanners are machines. */
export const HUMAN_OPEN = `h.kind = 'open' AND NOT h.is_machine`;
export const HUMAN_CLICK = `h.kind = 'click' AND NOT h.is_machine`;
