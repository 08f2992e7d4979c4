import type { INestApplicationContext } from '@nestjs/common';
import { systemActor, WorkspacesService, type Actor } from '@features/accounts';
import { CommandError } from './command-error';

/** The command line itself, acting in the workspace with this slug. */
export async function actorIn(app: INestApplicationContext, slug: string): Promise<Actor> {
  const workspace = await app.get(WorkspacesService).findBySlug(slug);
  if (!workspace) {
    throw new CommandError(`There is no workspace "${slug}". Its slug is shown in the app under Settings.`);
  }
  return systemActor(workspace.id, 'command line');
}
