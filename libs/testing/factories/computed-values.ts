import {
  ComputedValuesRepository,
  ContactValuesRepository,
  ContactValuesService,
  RefreshValuesService,
} from '@features/computed-values';
import type { Database } from '@platform/database';

/** The real services of the computed-values feature on a test database, for tests that need no Nest module. */
export function valueServicesFor(database: Database) {
  const repository = new ComputedValuesRepository(database);
  return {
    repository,
    refresh: new RefreshValuesService(database, repository),
    contacts: new ContactValuesService(new ContactValuesRepository(database)),
  };
}
