import type { INestApplicationContext } from '@nestjs/common';
import { systemActor, WorkspacesService, type Actor } from '@features/accounts';
import { CommandError } from './command-error';

/** The command line itself, acting in the workspace with this slug. */
export async function actorIn(app: INestApplicationContext, slug: string): Promise<Actor> {
  const workspace = await app.get(WorkspacesService).findBySlug(slug);
  if (!workspace) {
    throw new CommandError(
      `There is no workspace "${slug}". The demo's is "demo"; GET /api/v1/workspace shows that of a workspace as "slug".`,
    );
  }
  return systemActor(workspace.id, 'command line');
}
