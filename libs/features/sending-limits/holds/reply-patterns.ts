/**
 * What replies of foreign servers are recognised by. Whoever runs such a server chooses the text, so none of these repeats
 * without an upper limit: the work for a reply grows with its length and no faster (see the spec).
 */

/** Words of mailbox providers that no relay uses. Links to their help pages are in most of their replies. */
export const SIGNED =
  /gsmtp|google\.com|\bTSS?\d{2}\b|yahoo|\b(?:RP|SC|DY|OU)-00\d\b|outlook\.com|aka\.ms\/postmaster|\(S\d{3,5}\)|OFR_?\d{3}|LPN\d{3}|RL00\d|postmaster\.free\.fr|t-online|gmx\.|web\.de|icloud|apple\.com|mail\.ru|yandex|mail\.qq\.com|163\.com|comcast|att\.net|libero|laposte|mimecast|proofpoint|barracuda/i;

/** About this one mailbox or this one message, however it is dressed up. */
export const MAILBOX =
  /mailbox (?:is )?(?:full|busy|unavailable|locked|temporarily)|over ?quota|quota exceeded|storage (?:allocation|limit|quota)|user .{0,60}(?:receiving|rate)|recipient thread limit|(?:recipient|user|account|mailbox) .{0,40}(?:inactive|disabled|suspended)|user unknown|no such user|message (?:size|too (?:large|big|long))/i;

/** "Come again later, then I believe that you are a real mail server": about this pair of addresses only (RFC 6647). */
export const GREYLISTED =
  /gr[ea]y-?\s?list|greylst|postgrey|first (?:time|contact)|unknown (?:triplet|tuple)/i;

export const RATE =
  /rate.{0,12}limit|limit.{0,20}rate|limits? (?:for|on)|throttl|frequency|too (?:many|much|fast|frequent|quickly)|(?:limit|rate|quota|maximum|number).{0,40}exceed|exceed.{0,40}(?:limit|rate|quota|maximum|number)|temporar(?:il)?y (?:blocked|deferred|rejected|suspended|limited)|unusual rate|unsolicited|slow down|server (?:is )?busy|defer(?:red|ring)? due|reputation|excessive|TSS?0[1-9]/i;

/** Whoever says this is at the other end of our connection. */
export const CONNECTIONS =
  /(?:too many|concurrent|simultaneous|maximum|limit).{0,40}(?:connection|session|thread)s?/i;
export const CLIENT = /client host|reverse (?:dns|hostname|lookup)|cannot find your/i;

export const AUTHENTICATION =
  /\b(?:dkim|spf|dmarc)\b|unauthenticated|not authenticated|authentication (?:check|fail|result|information)|(?:sender|sending|from|your) domain|domain.{0,20}reputation|reputation.{0,20}domain/i;

/** Gmail's numbers for SPF, DKIM, DMARC and alignment. */
export const AUTHENTICATION_CODES = /^4\.7\.(?:2[67]|3[0-2]|40)$/;

/** Permanent answers in a session that was to be signed in to, or encrypted. */
export const SIGN_IN = /^(?:530|534|535|538)\b/;

/** Permanent answers to MAIL FROM that speak of the sender's address; the others speak of our server. */
export const SENDER_REFUSED = /^(?:501|550|551|553|554)\b/;
export const WE_ARE_BLOCKED =
  /client host|your ip|ip address|\[\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\]|block ?list|blacklist|spamhaus|access denied|helo|relaying/i;
