import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, statSync } from 'node:fs';
import type { ClusterPaths } from './create-cluster';
import { EmbeddedPostgresError } from './embedded-postgres-error';
import { userInsteadOfRoot, type SystemUser } from './unprivileged-user';

/** Decides which user the server runs as (undefined: the present one) and makes sure that the files belong to it. */
export function prepareOwner(paths: ClusterPaths): SystemUser | undefined {
  const user = userInsteadOfRoot();
  const owner = existsSync(paths.data) ? statSync(paths.data) : undefined;
  if (!user) return checkOwner(paths.data, owner?.uid);
  chmodSync(paths.folder, 0o711);
  // Files made by an earlier start keep their user, so that a new account on the machine changes nothing.
  if (owner && owner.uid > 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  if (owner) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, paths.data]);
  return user;
}

function checkOwner(data: string, owner: number | undefined): undefined {
  const me = process.getuid?.();
  if (owner === undefined || owner === me) return undefined;
  throw new EmbeddedPostgresError(
    `The database files in ${data} belong to another user (number ${owner}): Tidings was started as root or as ` +
      'someone else before. Start it as the same user again, change the owner of the folder, or choose another TIDINGS_DATA_DIR.',
  );
}
