import { gzipSync } from 'node:zlib';
import { Script } from 'node:vm';
import { EMBED_SCRIPT } from './embed-script';

describe('the embed script', () => {
  it('weighs at most 3 kB gzipped', () => {
    expect(gzipSync(EMBED_SCRIPT, { level: 9 }).length).toBeLessThanOrEqual(3 * 1024);
  });

  it('is one script that parses, without comments', () => {
    expect(() => new Script(EMBED_SCRIPT)).not.toThrow();
    expect(EMBED_SCRIPT).not.toMatch(/^\s*\/\//m);
  });

  it('keeps nothing in the browser, and speaks to nobody but where it came from', () => {
    expect(EMBED_SCRIPT).not.toMatch(
      /cookie|localStorage|sessionStorage|indexedDB|sendBeacon|eval\(|https?:\/\//,
    );
    expect(EMBED_SCRIPT).not.toMatch(/credentials: '(?!omit)/);
  });
});
