import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';

const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** The built web app: `dist/apps/web` of the working directory. It may be missing, when only the API was built. */
@Injectable()
export class WebAppFiles {
  readonly folder = join(process.cwd(), 'dist', 'apps', 'web');
  private index: string | undefined;

  /** The start page with `nonce` on its style tags; null when the web app is not built. */
  indexPage(nonce: string): string | null {
    const file = join(this.folder, 'index.html');
    if (this.index === undefined) {
      if (!existsSync(file)) return null;
      this.index = readFileSync(file, 'utf8');
    }
    return this.index.replaceAll(NONCE_PLACEHOLDER, nonce);
  }
}
