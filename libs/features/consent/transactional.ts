import type { SuppressionReason } from './consent';

/**
 * Mail that answers what somebody did (an order, a password) needs no subscription, so leaving all topics does not stop it.
 * What stops it is an address that cannot or must not get anything: it bounced for good or is no address, the person
 * reported mail as spam or was erased, or somebody of the workspace wrote it on the list by hand.
 */
const STOPS_NOTHING: SuppressionReason = 'unsubscribed';

const COLUMN = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

/**
 * An SQL expression: why an address may not even get transactional mail (a `SuppressionReason`), else null. Both inputs are
 * columns of the surrounding statement.
 */
export function whyNotTransactionalSql(address: { workspaceId: string; addressHash: string }): string {
  for (const column of Object.values(address)) {
    // Both are written by our own code only; this keeps it so.
    if (!COLUMN.test(column)) throw new Error(`not a column: ${column}`);
  }
  return `(SELECT sup.reason FROM suppressions sup WHERE sup.workspace_id = ${address.workspaceId}
    AND sup.address_hash = ${address.addressHash} AND sup.reason <> '${STOPS_NOTHING}')`;
}
