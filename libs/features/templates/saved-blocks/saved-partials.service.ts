import { Injectable } from '@nestjs/common';
import { templateInvalid } from '../templates.errors';
import { savedPartial, toPartial } from '../blocks/to-mjml';
import { SavedBlocksRepository } from './saved-blocks.repository';

const NAMED = /\{\{~?\s*>\s*saved-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*~?\}\}/g;

/** Each may hold a quarter of a megabyte, and all of them are read before an email is made. */
const MOST_IN_AN_EMAIL = 30;

/** What the synced blocks that an email names are at this moment. */
@Injectable()
export class SavedPartials {
  constructor(private readonly saved: SavedBlocksRepository) {}

  /** MJML by the name of the partial. Asks nothing for an email that names none. @throws DomainError `template.invalid` for more than 30 */
  async of(workspaceId: string, mjml: string): Promise<Record<string, string>> {
    const ids = [...new Set([...mjml.matchAll(NAMED)].map(([, id = '']) => id))];
    if (ids.length > MOST_IN_AN_EMAIL) {
      const message = `An email may hold at most ${MOST_IN_AN_EMAIL} different saved blocks; this one names ${ids.length}. Put some together.`;
      throw templateInvalid([{ pointer: '/mjml', code: 'template.too-many-saved-blocks', message }]);
    }
    const found = await this.saved.listSynced(workspaceId, ids);
    return Object.fromEntries(found.map(({ id, blocks }) => [savedPartial(id), toPartial(blocks)]));
  }
}
