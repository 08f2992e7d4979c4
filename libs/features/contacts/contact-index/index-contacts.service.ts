import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { ContactIndexRepository } from './contact-index.repository';

/** So many copied contacts may change what the planner should do. */
const WORTH_ANALYZING = 10_000;

/** Keeps the copy in which contacts are searched and sorted. */
@Injectable()
export class IndexContacts {
  constructor(
    private readonly database: Database,
    private readonly index: ContactIndexRepository,
  ) {}

  /**
   * Copies until no contact is marked or `signal` aborts; a slice of each workspace in turns, so that a large import into one does not
   * keep the others waiting. Returns how many contacts were copied. Safe to run several times at once.
   */
  async run(signal?: AbortSignal): Promise<number> {
    let copied = 0;
    for (let isMore = true; isMore;) {
      const before = copied;
      for (const workspaceId of signal?.aborted ? [] : await this.index.workspacesToIndex()) {
        if (!signal?.aborted) copied += await this.database.transaction(() => this.slice(workspaceId));
      }
      isMore = copied > before;
    }
    if (copied >= WORTH_ANALYZING) await this.index.analyze();
    return copied;
  }

  private async slice(workspaceId: string): Promise<number> {
    // The copy is derived: a crash that loses some of it loses that its marks were taken too.
    if (!(await this.index.begin(workspaceId))) return 0;
    const marked = await this.index.copyMarked(workspaceId);
    return marked + (await this.index.copyStretch(workspaceId));
  }
}
