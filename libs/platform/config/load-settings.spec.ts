import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { SETTING_KEYS, SettingsError, loadSettings, loadStartSettings, processEnvironment } from './index';

const complete = {
  APP_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgres://u:p@localhost/tidings',
  SMTP_URL: 'smtp://localhost:25',
};

function problemsOf(env: Record<string, string>): Record<string, string> {
  try {
    loadSettings({ ...complete, ...env });
    return {};
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return Object.fromEntries(error.problems.map(({ key, problem }) => [key, problem]));
  }
}

describe('loadSettings', () => {
  it('fills in the defaults', () => {
    const settings = loadSettings(complete);

    expect(settings.http).toEqual({
      port: 3000,
      host: '127.0.0.1',
      appUrl: 'http://localhost:3000',
      trustProxy: 0,
    });
    expect(settings.mailbox).toEqual({ port: 3001, smtpPort: 3025 });
    expect(settings.smtp).toMatchObject({ url: 'smtp://localhost:25', connections: 10 });
    expect(settings.redis.url).toBeUndefined();
    expect(settings.log).toEqual({ level: 'info', pretty: false });
    expect(isAbsolute(settings.dataDir)).toBe(true);
  });

  it('turns text into numbers, booleans and absolute paths', () => {
    const settings = loadSettings({
      ...complete,
      PORT: ' 4100 ',
      LOG_PRETTY: 'yes',
      TIDINGS_DATA_DIR: 'somewhere',
    });

    expect(settings.http).toMatchObject({ port: 4100, appUrl: 'http://localhost:4100' });
    expect(settings.log.pretty).toBe(true);
    expect(settings.dataDir).toBe(resolve('somewhere'));
  });

  it('reads DNS servers with and without a port, and refuses names', () => {
    expect(loadSettings(complete).dns.servers).toEqual([]);
    const given = '10.0.0.2, 10.0.0.3:5353,2001:db8::2,[::1]:5353';
    expect(loadSettings({ ...complete, DNS_SERVERS: given }).dns.servers).toEqual([
      '10.0.0.2',
      '10.0.0.3:5353',
      '2001:db8::2',
      '[::1]:5353',
    ]);
    for (const wrong of ['dns.example.com', '10.0.0.2:0', '10.0.0.2:99999', '[10.0.0', '10.0.0.2 10.0.0.3']) {
      expect(problemsOf({ DNS_SERVERS: wrong }).DNS_SERVERS).toContain('must be IP addresses');
    }
  });

  it('takes an empty variable as not set', () => {
    expect(loadSettings({ ...complete, PORT: '', REDIS_URL: ' ' })).toMatchObject({
      http: { port: 3000 },
      redis: {},
    });
  });

  it('drops the trailing slash of APP_URL and refuses a path', () => {
    expect(loadSettings({ ...complete, APP_URL: 'https://mail.example.com/' }).http.appUrl).toBe(
      'https://mail.example.com',
    );
    expect(problemsOf({ APP_URL: 'https://example.com/mail' })).toHaveProperty('APP_URL');
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '30.5'],
    ['APP_SECRET', 'short'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['REDIS_URL', 'localhost:6379'],
    ['SMTP_URL', 'http://mail.example.com'],
    ['SMTP_CONNECTIONS', '0'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_PRETTY', 'perhaps'],
    ['TIDINGS_DATADIR', '/tmp/x'],
  ])('refuses %s=%s', (key, value) => {
    expect(Object.keys(problemsOf({ [key]: value }))).toEqual([key]);
  });

  it('reports every bad and missing key in one message without showing secrets', () => {
    const load = () =>
      loadSettings({ PORT: 'abc', APP_SECRET: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@h/x' });

    expect(load).toThrow(SettingsError);
    expect(load).toThrow(/PORT must be a whole number from 1 to 65535, for example 3000\./);
    expect(load).toThrow(/APP_SECRET is too short/);
    expect(load).toThrow(/DATABASE_URL must be an address/);
    expect(load).toThrow(/SMTP_URL is missing/);
    expect(load).not.toThrow(/hunter2/);
  });
});

describe('loadStartSettings', () => {
  it('lets the program provide database, secret and mail server', () => {
    const settings = loadStartSettings({});

    expect(settings.secret).toBeUndefined();
    expect(settings.database).toEqual({ url: undefined, poolSize: 10 });
    expect(settings.smtp.url).toBeUndefined();
  });

  it('still refuses what is given and wrong', () => {
    expect(() => loadStartSettings({ APP_SECRET: 'short' })).toThrow(/APP_SECRET/);
  });
});

describe('.env', () => {
  it('completes the environment without overriding it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tidings-env-'));
    try {
      writeFileSync(join(folder, '.env'), 'WORKER_PORT=4002\nMAILBOX_PORT=4001\n');
      const env = processEnvironment(folder, { MAILBOX_PORT: '5001' });

      expect(loadStartSettings(env)).toMatchObject({ worker: { healthPort: 4002 }, mailbox: { port: 5001 } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has an example that lists exactly the settings there are', () => {
    const example = readFileSync(join(__dirname, '../../../.env.example'), 'utf8');
    const keys = [...example.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map(([, key]) => key);

    expect(keys.sort()).toEqual([...SETTING_KEYS].sort());
  });
});
