/** Filters as they stand in the address. */
export interface AuditSearch {
  actor?: string;
  action?: string;
  /** Days here, such as `2026-11-03`; the last one counts. */
  from?: string;
  to?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[0-9a-f-]{36}$/;
const ACTION = /^[a-z-]{1,50}\.[a-z-]{1,49}$/;

export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const pick = (value: unknown, pattern: RegExp) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined;
  const actor = pick(search.actor, ID);
  const action = pick(search.action, ACTION);
  const from = pick(search.from, DAY);
  const to = pick(search.to, DAY);
  return {
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

export function isFiltered(search: AuditSearch): boolean {
  return Object.keys(search).length > 0;
}

/** As the API takes it: moments instead of days. */
export function filterOf({ actor, action, from, to }: AuditSearch) {
  return {
    ...(actor ? { actorId: actor } : {}),
    ...(action ? { action } : {}),
    ...(from ? { from: midnight(from, 0) } : {}),
    ...(to ? { to: midnight(to, 1) } : {}),
  };
}

/** When the day begins here, or the one so many days later. */
function midnight(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
