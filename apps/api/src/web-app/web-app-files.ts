import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** The built web app in `folder`. It may be missing, when only the API was built. */
export class WebAppFiles {
  private index: string | undefined;

  constructor(readonly folder: string) {}

  /** The start page with `nonce` on its style tags; null when the web app is not built. Read once. */
  indexPage(nonce: string): string | null {
    const file = join(this.folder, 'index.html');
    if (this.index === undefined) {
      if (!existsSync(file)) return null;
      this.index = readFileSync(file, 'utf8');
    }
    return this.index.replaceAll(NONCE_PLACEHOLDER, nonce);
  }
}
