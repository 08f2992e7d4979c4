/**
 * Events that other rows already state are not stored again; a view shows each kind in the columns of
 * `contact_events`. The view `contact_history` shows the events of all kinds.
 */
const VIEWS = new Map([['contact.created', 'contact_creations']]);

/** The table or view that holds the events of this name. The name itself never becomes part of a statement. */
export function eventSource(name: string): string {
  return VIEWS.get(name) ?? 'contact_events';
}
