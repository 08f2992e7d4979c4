import { openDatabase, violatedConstraint, type Database } from '@platform/database';
import { createTestDatabase, type TestDatabase } from '@testing';
import { aWorkspace } from '../../testing/factories/workspace';

describe('the table smtp_servers', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let workspaceId: string;

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase({
      url: testDatabase.url,
      poolSize: 1,
      applicationName: 'test',
      onAfterCommitError: (error) => {
        throw error;
      },
    });
    workspaceId = (await aWorkspace(database)).id;
  });
  afterAll(async () => {
    await database.dataSource.destroy();
    await testDatabase.drop();
  });

  const insert = async (columns: Record<string, unknown>): Promise<string> => {
    const row: Record<string, unknown> = {
      name: 'a',
      host: 'smtp.example.com',
      port: 25,
      tls: 'none',
      ...columns,
    };
    const names = Object.keys(row);
    try {
      await database.execute(
        `INSERT INTO smtp_servers (workspace_id, ${names.join(', ')}) VALUES ($1, ${names.map((_, n) => `$${n + 2}`).join(', ')})`,
        [workspaceId, ...Object.values(row)],
      );
      return 'stored';
    } catch (error) {
      return violatedConstraint(error) ?? String(error);
    }
  };

  it.each<[Record<string, unknown>, string]>([
    [{ name: ' ' }, 'ck_smtp_servers_name'],
    [{ host: 'smtp.example.com:25/x' }, 'ck_smtp_servers_host'],
    [{ port: 0 }, 'ck_smtp_servers_port'],
    [{ tls: 'ssl' }, 'ck_smtp_servers_tls'],
    [{ ehlo_name: 'a\r\nMAIL' }, 'ck_smtp_servers_ehlo_name'],
    [{ user_name: 'me' }, 'ck_smtp_servers_sign_in'],
    [{ password_box: 'box' }, 'ck_smtp_servers_sign_in'],
    [{ connections: 501 }, 'ck_smtp_servers_connections'],
    [{ per_second: 10, per_day: 0 }, 'ck_smtp_servers_limits'],
    [{ weight: 0 }, 'ck_smtp_servers_weight'],
    [{ sender_domains: ['Shop.example'] }, 'ck_smtp_servers_sender_domains'],
    [{ sender_domains: ['shop.example', null] }, 'ck_smtp_servers_sender_domains'],
  ])('refuses %j', async (columns, constraint) => {
    expect(await insert(columns)).toBe(constraint);
  });

  it('takes what is right, and each name once per workspace', async () => {
    const right = {
      user_name: 'me',
      password_box: 'box',
      per_day: 5,
      sender_domains: ['shop.example'],
      host: '2001:db8::1',
    };
    expect(await insert({ ...right, name: 'Relay' })).toBe('stored');
    expect(await insert({ name: 'RELAY' })).toBe('uq_smtp_servers_name');
  });
});
