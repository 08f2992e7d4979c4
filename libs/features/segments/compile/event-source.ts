/**
 * Events that other rows already state are not stored again; a view shows each kind in the columns of
 * `contact_events`. The view `contact_history` shows the events of all kinds.
 */
const VIEWS = new Map([
  ['contact.created', 'contact_creations'],
  ['email.sent', 'email_sendings'],
  ['email.bounced', 'email_bounces'],
  ['email.complained', 'email_complaints'],
]);

/** Properties of deliveries' events that are columns of their views too, where an index finds them. */
const DELIVERY_IDS = new Map([
  ['campaign', 'campaign_id'],
  ['delivery', 'id'],
]);

/** The table or view that holds the events of this name. The name itself never becomes part of a statement. */
export function eventSource(name: string): string {
  return VIEWS.get(name) ?? 'contact_events';
}

/** The column of ids that says the same as the property; undefined for most. */
export function idColumn(name: string, property: string): string | undefined {
  return VIEWS.get(name)?.startsWith('email_') ? DELIVERY_IDS.get(property) : undefined;
}
