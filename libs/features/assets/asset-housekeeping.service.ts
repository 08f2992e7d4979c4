import { Injectable } from '@nestjs/common';
import { AssetFiles } from './asset-files.service';
import { AssetLinksRepository } from './asset-links.repository';

/** Until then people see that their link has expired; after that, that there is no such link. */
const KEEP_EXPIRED_DAYS = 365;
/** Rows deleted by one statement. */
const STRETCH = 5_000;

/** Deletes files of no version, and links that expired long ago. */
@Injectable()
export class AssetHousekeeping {
  constructor(
    private readonly files: AssetFiles,
    private readonly links: AssetLinksRepository,
  ) {}

  /** Safe to repeat at any time. */
  async forgetOld(): Promise<{ strayFiles: number; assetLinks: number }> {
    let assetLinks = 0;
    for (;;) {
      const count = await this.links.forgetExpired(KEEP_EXPIRED_DAYS, STRETCH);
      assetLinks += count;
      if (count < STRETCH) break;
    }
    return { strayFiles: await this.files.deleteStrays(), assetLinks };
  }
}
