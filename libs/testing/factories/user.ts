import { randomUUID } from 'node:crypto';
import {
  AuditRepository,
  AuditService,
  PasswordHasher,
  UsersRepository,
  UsersService,
  type NewUser,
  type Role,
  type User,
} from '@features/accounts';
import type { Database } from '@platform/database';

/** Password of every user made by `aUser`, unless another one is given. */
export const TEST_PASSWORD = 'four random words here';

/** The real users service on a test database, for tests that need no Nest module. */
export function usersServiceFor(database: Database): UsersService {
  return new UsersService(
    database,
    new UsersRepository(database),
    new PasswordHasher(),
    new AuditService(new AuditRepository(database)),
  );
}

/** A user with an address of their own, as a member of `workspaceId`; an owner unless `role` says otherwise. */
export async function aUser(
  database: Database,
  workspaceId: string,
  input: Partial<NewUser> & { role?: Role } = {},
): Promise<User> {
  const { role = 'owner', ...user } = input;
  const created = await usersServiceFor(database).create({
    email: `user-${randomUUID()}@example.com`,
    name: 'Ada Lovelace',
    password: TEST_PASSWORD,
    ...user,
  });
  await new UsersRepository(database).insertMembership(workspaceId, created.id, role);
  return created;
}
