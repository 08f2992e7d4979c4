import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** The built web app in `folder`. It may be missing, when only the API was built. */
export class WebAppFiles {
  private index: { text: string; version: string } | null = null;

  constructor(readonly folder: string) {}

  /**
   * The start page with `nonce` on its style tags; null when the web app is not built. Read again once it was built anew: it names the
   * files of one build, which are gone after the next.
   */
  indexPage(nonce: string): string | null {
    const file = join(this.folder, 'index.html');
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return null;
    const version = `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
    if (this.index?.version !== version) this.index = { text: readFileSync(file, 'utf8'), version };
    return this.index.text.replaceAll(NONCE_PLACEHOLDER, nonce);
  }
}
