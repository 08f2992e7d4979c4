import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';

const LIMIT_BYTES = 20_000_000;

/** The whole output of one process; when it grows too large the older half moves to `<file>.1`. */
export class LogFile {
  private bytes: number;

  constructor(readonly path: string) {
    this.bytes = existsSync(path) ? statSync(path).size : 0;
  }

  append(lines: string): void {
    if (this.bytes > LIMIT_BYTES) {
      renameSync(this.path, `${this.path}.1`);
      this.bytes = 0;
    }
    appendFileSync(this.path, lines, { mode: 0o600 });
    this.bytes += lines.length;
  }
}
