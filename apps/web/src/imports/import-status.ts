import type { ContactImport } from '../api/models';

/** Where an import stands, in words. */
export function importStatus({ status, dryRun }: ContactImport): string {
  switch (status) {
    case 'pending':
      return 'Waiting for a worker';
    case 'running':
      return dryRun ? 'Being checked' : 'Being imported';
    case 'done':
      return dryRun ? 'Checked, nothing imported' : 'Imported';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
  }
}
