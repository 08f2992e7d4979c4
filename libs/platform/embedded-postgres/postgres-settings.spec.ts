import { postgresArguments } from './postgres-settings';

const input = { dataDir: '/data', port: 5555, fast: false, own: {} };

describe('postgresArguments', () => {
  it('listens on this machine only', () => {
    expect(postgresArguments(input)).toEqual(
      expect.arrayContaining([
        '-D',
        '/data',
        'port=5555',
        'listen_addresses=127.0.0.1',
        'unix_socket_directories=',
      ]),
    );
  });

  it('gives up safety only when asked to', () => {
    expect(postgresArguments(input)).not.toContain('fsync=off');
    expect(postgresArguments({ ...input, fast: true })).toContain('fsync=off');
  });

  it('lets own settings win', () => {
    const words = postgresArguments({ ...input, own: { max_connections: 20 } });
    expect(words).toContain('max_connections=20');
    expect(words).not.toContain('max_connections=200');
  });
});
