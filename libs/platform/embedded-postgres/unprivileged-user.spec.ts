import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseUser, planLaunch } from './unprivileged-user';

const nobody = { name: 'nobody', uid: 65534, gid: 65534 };
const passwd =
  'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';

describe('chooseUser', () => {
  it('prefers the account made for PostgreSQL', () => {
    expect(chooseUser(passwd)).toEqual(nobody);
    expect(chooseUser(`${passwd}postgres:x:101:104::/var/lib/postgresql:/bin/bash\n`)?.uid).toBe(101);
  });

  it('never chooses root under another name, nor nothing at all', () => {
    expect(chooseUser('postgres:x:0:0:::\nroot:x:0:0:::')).toBeUndefined();
    expect(chooseUser('')).toBeUndefined();
  });
});

describe('planLaunch', () => {
  let folder: string;
  let program: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-launch-'));
    program = join(folder, 'bin', 'postgres');
    mkdirSync(join(folder, 'bin'));
    writeFileSync(program, '', { mode: 0o755 });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'bin'), 0o755);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('starts it plainly for a normal user', () => {
    expect(planLaunch(undefined, [program])).toEqual({ prefix: [], identity: {} });
  });

  it('only changes the user when everyone may reach the files', () => {
    expect(planLaunch(nobody, [program])).toEqual({ prefix: [], identity: { uid: 65534, gid: 65534 } });
  });

  it.each(['', 'bin', 'bin/postgres'])('keeps the right to pass a closed "%s"', (closed) => {
    chmodSync(join(folder, closed), 0o700);
    if (process.platform !== 'linux') {
      expect(() => planLaunch(nobody, [program])).toThrow(/may not enter/);
      return;
    }
    const { prefix, identity } = planLaunch(nobody, [program]);
    expect(prefix).toContain('--ambient-caps=+dac_override');
    expect(prefix).toContain('--reuid=65534');
    expect(identity).toEqual({});
  });
});
