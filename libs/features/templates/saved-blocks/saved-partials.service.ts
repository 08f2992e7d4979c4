import { Injectable } from '@nestjs/common';
import { savedPartial, toPartial } from '../blocks/to-mjml';
import { SavedBlocksRepository } from './saved-blocks.repository';

const NAMED = /\{\{~?\s*>\s*saved-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*~?\}\}/g;

/** What the synced blocks that an email names are at this moment. */
@Injectable()
export class SavedPartials {
  constructor(private readonly saved: SavedBlocksRepository) {}

  /** MJML by the name of the partial. Asks nothing for an email that names none. */
  async of(workspaceId: string, mjml: string): Promise<Record<string, string>> {
    const ids = [...new Set([...mjml.matchAll(NAMED)].map(([, id = '']) => id))];
    const found = await this.saved.listSynced(workspaceId, ids);
    return Object.fromEntries(found.map(({ id, blocks }) => [savedPartial(id), toPartial(blocks)]));
  }
}
