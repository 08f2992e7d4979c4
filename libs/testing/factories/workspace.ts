import { randomUUID } from 'node:crypto';
import {
  AuditRepository,
  AuditService,
  UsersRepository,
  Workspace,
  WorkspacesRepository,
  WorkspacesService,
  type NewWorkspace,
} from '@features/accounts';
import type { Database } from '@platform/database';

/** The real workspaces service on a test database, for tests that need no Nest module. */
export function workspacesServiceFor(database: Database): WorkspacesService {
  return new WorkspacesService(
    database,
    new WorkspacesRepository(database),
    new UsersRepository(database),
    new AuditService(new AuditRepository(database)),
  );
}

/** A workspace with a slug of its own; anything may be set. It has no members: see `aUser`. */
export async function aWorkspace(database: Database, input: Partial<NewWorkspace> = {}): Promise<Workspace> {
  return workspacesServiceFor(database).create({
    name: 'Acme Books',
    slug: `acme-${randomUUID()}`,
    ...input,
  });
}
