import { Injectable } from '@nestjs/common';
import { templateInvalid } from '../templates.errors';
import { savedPartial, toPartial } from '../blocks/to-mjml';
import { MOST_SAVED_OCTETS, namedPartials, savedOctets } from './named-partials';
import { SavedBlocksRepository } from './saved-blocks.repository';

/** Each may hold a quarter of a megabyte, and all of them are read before an email is made. */
const MOST_IN_AN_EMAIL = 30;

/** What the synced blocks that an email names are at this moment. */
@Injectable()
export class SavedPartials {
  constructor(private readonly saved: SavedBlocksRepository) {}

  /** MJML by the name of the partial. Asks nothing for an email that names none. @throws DomainError `template.invalid` for more than 30, or too large ones */
  async of(workspaceId: string, mjml: string): Promise<Record<string, string>> {
    const named = namedPartials(mjml);
    const ids = [...new Set(named)];
    if (ids.length > MOST_IN_AN_EMAIL) {
      const message = `An email may hold at most ${MOST_IN_AN_EMAIL} different saved blocks; this one names ${ids.length}. Put some together.`;
      throw templateInvalid([{ pointer: '/mjml', code: 'template.too-many-saved-blocks', message }]);
    }
    const found = await this.saved.listSynced(workspaceId, ids);
    const partials = Object.fromEntries(found.map(({ id, blocks }) => [savedPartial(id), toPartial(blocks)]));
    if (savedOctets(named, partials) > MOST_SAVED_OCTETS) {
      const message = `The saved blocks of an email may have at most ${MOST_SAVED_OCTETS / 1024} KB together, each counted as often as it stands there. Leave some out, or shorten them.`;
      throw templateInvalid([{ pointer: '/mjml', code: 'template.saved-blocks-too-large', message }]);
    }
    return partials;
  }
}
