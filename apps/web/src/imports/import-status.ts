import type { ContactImport } from '../api/models';

/** Where an import stands: the name of its text. */
export function importStatus({ status, dryRun }: ContactImport) {
  switch (status) {
    case 'running':
      return dryRun ? 'checking' : 'importing';
    case 'done':
      return dryRun ? 'checked' : 'imported';
    default:
      return status;
  }
}
