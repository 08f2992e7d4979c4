import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Debian's own Python has the Debian packages, whatever else comes first in the path. */
const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** A message as Python's email package reads it. */
export interface OracleMessage {
  /** Unfolded and decoded. More than one of a name is an error. */
  headers: Record<string, string>;
  parts: string[];
  defects: string[];
  from: { name: string; address: string };
  to: { name: string; address: string };
  replyTo: { name: string; address: string };
  text: string;
  html: string;
}

export interface OracleSignature {
  valid: boolean;
  selector?: string;
  /** `h=` as it stands in the header. */
  signed?: string;
  reason?: string;
}

/** Reads and verifies mail in a Python process, with nothing of ours. One question at a time. */
export class PythonOracle {
  private readonly process: ChildProcess;
  private readonly answers: AsyncIterator<string>;

  constructor() {
    this.process = spawn(PYTHON, [join(__dirname, 'oracle.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: this.process.stdout as NodeJS.ReadableStream });
    this.answers = lines[Symbol.asyncIterator]();
  }

  parse(raw: Buffer): Promise<OracleMessage> {
    return this.ask({ raw: raw.toString('base64') }) as Promise<OracleMessage>;
  }

  /** Needs python3-dkim and python3-nacl; `records` are the TXT records by name. */
  verify(raw: Buffer, records: Map<string, string>): Promise<OracleSignature[]> {
    const question = { raw: raw.toString('base64'), records: Object.fromEntries(records) };
    return this.ask(question) as Promise<OracleSignature[]>;
  }

  async close(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.stdin?.end();
    await exited;
  }

  private async ask(question: object): Promise<unknown> {
    this.process.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value } = (await this.answers.next()) as { value?: string };
    if (value === undefined) throw new Error('The Python process ended.');
    const answer = JSON.parse(value) as { ok?: unknown; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.ok;
  }
}

/** Verifies with Mail::DKIM; the answers are `selector algorithm result`. */
export async function verifyWithPerl(raw: Buffer, dnsPort: number): Promise<string[]> {
  const child = spawn('perl', [join(__dirname, 'verify-dkim.pl'), String(dnsPort)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exited = once(child, 'close');
  child.stdin.end(raw);
  await exited;
  return output.split('\n').filter(Boolean);
}

/** `describe` for tests that need programs of Debian: skipped, and named so, where they are missing; a failure under CI=true. */
export function describeWithOracles(name: string, tests: () => void): void {
  const missing = Object.entries({
    python3: [PYTHON, ['-c', 'import email']],
    'python3-dkim python3-nacl': [PYTHON, ['-c', 'import dkim, nacl']],
    'libmail-dkim-perl': ['perl', ['-MMail::DKIM::Verifier', '-e', '1']],
  } satisfies Record<string, [string, string[]]>)
    .filter(([, [program, words]]) => spawnSync(program, words, { stdio: 'ignore' }).status !== 0)
    .map(([debianPackage]) => debianPackage)
    .join(' ');
  if (missing === '') describe(name, tests);
  else if (process.env.CI === 'true') {
    describe(name, () => {
      it('needs other programs', () => {
        throw new Error(`Not installed (Debian: apt-get install ${missing}).`);
      });
    });
  } else describe.skip(`${name} (skipped: ${missing} not installed)`, tests);
}
