/** Why a contact may not be mailed, from the strongest reason to the weakest. */
export const NOT_MAILABLE_REASONS = [
  'suppressed',
  'unsubscribed',
  'pending',
  'expired',
  'no-subscription',
  'paused',
] as const;
export type NotMailableReason = (typeof NOT_MAILABLE_REASONS)[number];

export interface MailableInput {
  /** Alias of `contacts` in the surrounding statement. Needs its columns `id`, `workspace_id`, `address_hash`, `paused_until`. */
  contact: string;
  /**
   * The topic in question: a parameter (`$3`) or a column (`k.topic_id`) that holds a topic id or null. Left out or
   * null: any topic that is not archived.
   */
  topic?: string;
  /** A parameter (`$4`) with the moment it is asked for. Left out: now. */
  at?: string;
}

const ALIAS = /^[a-z][a-z0-9_]*$/;
const TOPIC = /^(?:\$[1-9]\d*|[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)$/;
const MOMENT = /^\$[1-9]\d*(::timestamptz)?$/;

/**
 * The one definition of "may be mailed": subscribed to the topic, confirmed (a pending subscription is
 * not), by a consent that has not expired, not paused by the person, and the address not suppressed (an address that
 * proved unusable is). An SQL predicate, never null, for previews, resolve and claim alike.
 */
export function mailableSql(input: MailableInput): string {
  const { contact } = checked(input);
  return `(NOT ${suppressed(contact)} AND ${subscribed(input, 'subscribed')} AND NOT ${paused(input)})`;
}

/**
 * An SQL expression: null for a contact that may be mailed, else one of `NOT_MAILABLE_REASONS`. Who left for good is
 * called `unsubscribed`, also where that was recorded as a suppression of the address.
 */
export function whyNotMailableSql(input: MailableInput): string {
  const { contact } = checked(input);
  return `CASE WHEN ${suppressed(contact)} THEN
      CASE WHEN ${suppressed(contact, 'unsubscribed')} THEN 'unsubscribed' ELSE 'suppressed' END
    WHEN ${subscribed(input, 'subscribed')} THEN CASE WHEN ${paused(input)} THEN 'paused' END
    WHEN ${subscribed(input, 'pending')} THEN 'pending'
    WHEN ${subscribed(input, 'expired')} THEN 'expired'
    WHEN ${subscribed(input, 'unsubscribed')} THEN 'unsubscribed'
    ELSE 'no-subscription' END`;
}

/**
 * The same answer as `whyNotMailableSql` in the form that a statement over a whole audience wants: joins that a planner
 * can hash, and the reason as an expression over them. Each join finds at most one row, so no contact is doubled. The
 * topic must not be null. A test holds both forms to the same answers.
 */
export function whyNotMailableJoins(input: MailableInput & { topic: string }): {
  joins: string;
  why: string;
} {
  const { contact, topic } = checked(input) as typeof input;
  return {
    joins: `LEFT JOIN suppressions sup ON sup.workspace_id = ${contact}.workspace_id AND sup.address_hash = ${contact}.address_hash
      LEFT JOIN subscriptions sub ON sub.topic_id = ${topic}::uuid AND sub.contact_id = ${contact}.id
        AND sub.workspace_id = ${contact}.workspace_id`,
    why: `CASE WHEN sup.reason = 'unsubscribed' THEN 'unsubscribed'
      WHEN sup.id IS NOT NULL THEN 'suppressed'
      WHEN sub.status = 'subscribed' THEN CASE WHEN ${expired(input)} THEN 'expired' WHEN ${paused(input)} THEN 'paused' END
      ELSE coalesce(sub.status, 'no-subscription') END`,
  };
}

function suppressed(contact: string, reason?: string): string {
  const because = reason === undefined ? '' : ` AND sup.reason = '${reason}'`;
  return `EXISTS (SELECT 1 FROM suppressions sup
    WHERE sup.workspace_id = ${contact}.workspace_id AND sup.address_hash = ${contact}.address_hash${because})`;
}

/** In the contact's own row: nobody pays for those who pause. */
function paused({ contact, at = 'now()' }: MailableInput): string {
  return `coalesce(${contact}.paused_until > ${at}, false)`;
}

function expired({ at = 'now()' }: MailableInput): string {
  return `coalesce(sub.expires_at <= ${at}, false)`;
}

type Standing = 'subscribed' | 'expired' | 'pending' | 'unsubscribed';

function subscribed(input: MailableInput, standing: Standing): string {
  const { contact, topic } = input;
  const isStanding: Record<Standing, string> = {
    subscribed: `sub.status = 'subscribed' AND NOT ${expired(input)}`,
    expired: `sub.status = 'subscribed' AND ${expired(input)}`,
    pending: `sub.status = 'pending'`,
    unsubscribed: `sub.status = 'unsubscribed'`,
  };
  const inQuestion = `sub.workspace_id = ${contact}.workspace_id AND sub.contact_id = ${contact}.id AND ${isStanding[standing]}`;
  const any = `EXISTS (SELECT 1 FROM subscriptions sub JOIN topics sub_topic ON sub_topic.id = sub.topic_id
    WHERE ${inQuestion} AND sub_topic.archived_at IS NULL)`;
  if (topic === undefined) return any;
  const id = `${topic}::uuid`;
  const named = `EXISTS (SELECT 1 FROM subscriptions sub WHERE ${inQuestion} AND sub.topic_id = ${id})`;
  return `(CASE WHEN ${id} IS NULL THEN ${any} ELSE ${named} END)`;
}

/** All are written by our own code only; this keeps it so. */
function checked(input: MailableInput): MailableInput {
  if (!ALIAS.test(input.contact)) throw new Error(`not an alias: ${input.contact}`);
  if (input.topic !== undefined && !TOPIC.test(input.topic))
    throw new Error(`not a parameter or column: ${input.topic}`);
  if (input.at !== undefined && !MOMENT.test(input.at)) throw new Error(`not a parameter: ${input.at}`);
  return input;
}
