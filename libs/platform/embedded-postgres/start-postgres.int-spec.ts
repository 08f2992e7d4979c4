import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { commandLine, freePort } from '@platform/processes';
import { findRunningPostgres, startPostgres } from './index';

// Making a database takes a second on an idle machine, and many on a busy one.
async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited for 20 s in vain');
    await wait(20);
  }
}

describe('startPostgres', () => {
  // mkdtemp makes a folder that only its owner may enter: as root, the server's own user cannot.
  let folder: string;
  let dataDir: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-pg-'));
    dataDir = join(folder, 'postgres');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes a database that sorts and folds text the same on every machine, and keeps it', async () => {
    const first = await startPostgres({ dataDir, port: 'free', fast: true });
    const [row] = await query(
      first.url,
      `SELECT lower('ÄÖÜ') AS folded, current_setting('server_encoding') AS encoding,
              (SELECT string_agg(word, '' ORDER BY word) FROM (VALUES ('b'), ('B'), ('a'), ('ä')) AS t(word)) AS sorted`,
    );
    expect(row).toEqual({ folded: 'äöü', encoding: 'UTF8', sorted: 'Babä' });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await first.stop();
    expect(commandLine(first.pid)).toBeUndefined();
    expect(existsSync(join(dataDir, 'data/postmaster.pid'))).toBe(false);

    const second = await startPostgres({ dataDir, port: 'free', fast: true });
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('asks for a password that only the owner can read, and never runs as root', async () => {
    const server = await startPostgres({ dataDir, port: 'free', fast: true });
    try {
      expect(statSync(join(dataDir, 'password')).mode & 0o077).toBe(0);
      expect(statSync(join(dataDir, 'data')).uid).not.toBe(0);
      await expect(query(server.url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow(/password/);
    } finally {
      await server.stop();
    }
  });

  it('keeps a second copy out and lets commands find the running one', async () => {
    const server = await startPostgres({ dataDir, port: 'free', fast: true });
    try {
      await expect(startPostgres({ dataDir, port: 'free' })).rejects.toThrow(/in use by another copy/);
      expect(findRunningPostgres(dataDir)).toEqual({ url: server.url, port: server.port });
    } finally {
      await server.stop();
    }
    expect(findRunningPostgres(dataDir)).toBeUndefined();
  });

  it('says when the port is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await expect(startPostgres({ dataDir, port, fast: true })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is taken`,
    );
    other.close();
  });

  it('shows what PostgreSQL says when it does not start, and lets go of the folder', async () => {
    const start = startPostgres({
      dataDir,
      port: 'free',
      fast: true,
      settings: { shared_buffers: 'plenty' },
    });
    await expect(start).rejects.toThrow(/did not start.*\n.*shared_buffers/);
    await (await startPostgres({ dataDir, port: 'free', fast: true })).stop();
  });

  it('ends the server and removes its folder when the process that started it is killed', async () => {
    const { child, pid } = await startElsewhere({ dataDir, port: 'free', fast: true, deleteAtEnd: true });
    child.kill('SIGKILL');
    await until(() => commandLine(pid) === undefined && !existsSync(dataDir));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over from a killed process whose server is still running', async () => {
    const { child, pid } = await startElsewhere({ dataDir, port: 'free', fast: true });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(commandLine(pid)).toBeDefined();

    const messages: string[] = [];
    const server = await startPostgres({
      dataDir,
      port: 'free',
      fast: true,
      log: (line) => messages.push(line),
    });
    expect(messages).toEqual(['Stopping the database of a run that was killed.']);
    expect(commandLine(pid)).toBeUndefined();
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('is not fooled by a leftover file that names some other process', async () => {
    await (await startPostgres({ dataDir, port: 'free', fast: true })).stop();
    writeFileSync(
      join(dataDir, 'data/postmaster.pid'),
      `${process.pid}\n${join(dataDir, 'data')}\n1\n5432\n\n\n\nready\n`,
    );
    const server = await startPostgres({ dataDir, port: 'free', fast: true });
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('refuses files of another PostgreSQL version', async () => {
    await (await startPostgres({ dataDir, port: 'free', fast: true })).stop();
    writeFileSync(join(dataDir, 'data/PG_VERSION'), '15\n');
    await expect(startPostgres({ dataDir, port: 'free' })).rejects.toThrow(/made by PostgreSQL 15/);
    expect(readFileSync(join(dataDir, 'data/PG_VERSION'), 'utf8')).toBe('15\n');
  });
});

/** Starts a server from another process, which can be killed. */
async function startElsewhere(options: object): Promise<{ child: ChildProcess; pid: number }> {
  const script = join(__dirname, '../../../test/support/start-postgres-elsewhere.cjs');
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, pid: Number(line.toString()) };
}
