import { parsePostmaster } from './postmaster-file';

const started = '8130\n/data\n1795393199\n54999\n\n127.0.0.1\n  2149147         5\nready   \n';

describe('parsePostmaster', () => {
  it('reads number, port and state', () => {
    expect(parsePostmaster(started)).toEqual({ pid: 8130, port: 54999, ready: true });
    expect(parsePostmaster(started.replace('ready', 'starting'))?.ready).toBe(false);
  });

  it('knows a file that is still being written, or is none', () => {
    expect(parsePostmaster('8130\n/data\n')).toEqual({ pid: 8130, port: 0, ready: false });
    expect(parsePostmaster('')).toBeUndefined();
    expect(parsePostmaster('abc\n')).toBeUndefined();
    expect(parsePostmaster('-8130\n')).toBeUndefined();
  });
});
