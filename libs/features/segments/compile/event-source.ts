interface View {
  name: string;
  /** Properties that hold an id and are a column of the view too, where an index finds them. */
  idColumns: ReadonlyMap<string, string>;
}

const DELIVERY_IDS = new Map([
  ['campaign', 'campaign_id'],
  ['delivery', 'id'],
]);

/**
 * Events that other rows already state are not stored again; a view shows each kind in the columns of
 * `contact_events`. The view `contact_history` shows the events of all kinds.
 */
const VIEWS: ReadonlyMap<string, View> = new Map([
  ['contact.created', { name: 'contact_creations', idColumns: new Map() }],
  ['email.sent', { name: 'email_sendings', idColumns: DELIVERY_IDS }],
  ['email.bounced', { name: 'email_bounces', idColumns: DELIVERY_IDS }],
  ['email.complained', { name: 'email_complaints', idColumns: DELIVERY_IDS }],
]);

/** The table or view that holds the events of this name. The name itself never becomes part of a statement. */
export function eventSource(name: string): string {
  return VIEWS.get(name)?.name ?? 'contact_events';
}

/** The column of ids that says the same as the property; undefined for most. */
export function idColumn(name: string, property: string): string | undefined {
  return VIEWS.get(name)?.idColumns.get(property);
}
