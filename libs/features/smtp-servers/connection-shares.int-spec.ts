import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openDatabase, type Database } from '@platform/database';
import { createLogger } from '@platform/logging';
import { createTestDatabase, type TestDatabase } from '@testing';
import { ConnectionShares } from './connection-shares.service';
import { ownIdentity } from './worker-identity';
import { WorkerProcessesRepository, type LiveWorker } from './worker-processes.repository';

describe('shares of connections', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let processes: WorkerProcessesRepository;
  let started: ConnectionShares[] = [];

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase({
      url: testDatabase.url,
      poolSize: 4,
      applicationName: 'test',
      onAfterCommitError: (error) => {
        throw error;
      },
    });
    processes = new WorkerProcessesRepository(database);
  });
  afterEach(async () => {
    for (const shares of started) await shares.stop();
    started = [];
    await database.execute('DELETE FROM worker_processes');
  });
  afterAll(async () => {
    await database.dataSource.destroy();
    await testDatabase.drop();
  });

  const logger = createLogger({ name: 'test', level: 'silent', pretty: false });
  const aProcess = () => new ConnectionShares(database, processes, logger);
  const aWorker = async (holds?: { fits: () => boolean }): Promise<ConnectionShares> => {
    const shares = aProcess();
    if (holds) shares.watch({ fit: () => undefined, fits: holds.fits });
    await shares.start({ version: '1.2.3' });
    started.push(shares);
    return shares;
  };
  const live = (): Promise<LiveWorker[]> => processes.listLive();
  const insert = (process: Partial<Record<'identity' | 'pid' | 'age', string | number>>): Promise<number> =>
    database.execute(
      `INSERT INTO worker_processes (id, host_name, pid, identity, version, started_at, seen_at)
       VALUES (gen_random_uuid(), 'elsewhere', $1, $2, '1', now(), now() - make_interval(secs => $3))`,
      [process.pid ?? 1, process.identity ?? 'another machine', process.age ?? 0],
    );
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 800; tries += 1) {
      if (await condition()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('Waited in vain.');
  };

  it('are one connection for a process that does not take part, and nothing is written about it', async () => {
    expect([aProcess().of(10), aProcess().of(1)]).toEqual([1, 1]);
    expect(await live()).toEqual([]);
  });

  it('are everything for the only worker, which says who it is', async () => {
    const shares = await aWorker();
    expect(shares.of(10)).toBe(10);
    expect(await live()).toMatchObject([
      { pid: process.pid, version: '1.2.3', identity: ownIdentity(), startedAt: expect.any(Date) },
    ]);
    await shares.stop();
    expect([await live(), shares.of(10)]).toEqual([[], 0]);
  });

  it('wait for others that live elsewhere, until these have been silent for twenty seconds', async () => {
    await insert({ age: 18 });
    const shares = await aWorker();
    expect([shares.of(10), (await live()).length]).toEqual([0, 2]);
    await until(() => shares.of(10) === 10);
    const { count } = (await database.queryOne<{ count: number }>('SELECT count(*) FROM worker_processes'))!;
    expect(count).toBe(1);
  });

  it('do not wait for processes of this machine that have ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const space = ownIdentity().split(' ')[0];
    try {
      await insert({ pid: child.pid!, identity: `${space} another process had this number` });
      const shares = await aWorker();
      expect([shares.of(10), (await live()).length]).toEqual([10, 1]);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await insert({ pid: child.pid!, identity: `${space} it has ended` });
    const next = await aWorker();
    expect(await live()).toHaveLength(2);
    expect(next.of(10)).toBe(0);
  });

  it('are given to a new process only when the connections of the others have really gone', async () => {
    let isFree = false;
    const first = await aWorker({ fits: () => isFree });
    const second = await aWorker();
    await until(() => first.of(10) === 5);
    const seen = async () => (await live()).map(({ seenAt }) => seenAt.getTime());
    const [before] = await seen();
    // Two more signs of life of the first one: it knows, and has not made room.
    await until(async () => (await seen())[0]! - before! > 1_500);
    expect(second.of(10)).toBe(0);
    isFree = true;
    await until(() => second.of(10) === 5);
  });

  it('end when a process cannot show signs of life, before the others take them', async () => {
    const shares = await aWorker();
    expect(shares.of(10, performance.now() + 14_000)).toBe(10);
    expect(shares.of(10, performance.now() + 15_100)).toBe(0);
  });

  it('are asked for anew by a process that the others took for dead', async () => {
    const shares = await aWorker();
    const [row] = await live();
    await database.execute('DELETE FROM worker_processes');
    await insert({});
    await until(() => shares.of(10) === 0);
    const mine = (await live()).find(({ id }) => id === row!.id);
    expect(mine!.seq).toBeGreaterThan(row!.seq);
  });
});
