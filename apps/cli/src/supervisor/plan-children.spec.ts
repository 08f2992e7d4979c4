import { loadStartSettings } from '@platform/config';
import { dataFolder } from '../installation/data-folder';
import { neededPorts, planChildren, reachable } from './plan-children';

function plan(env: Record<string, string>) {
  return planChildren({
    settings: loadStartSettings(env),
    folder: dataFolder('/data'),
    dist: '/dist',
    env: {},
  });
}

describe('planChildren', () => {
  it('runs api, worker and the local mailbox', () => {
    const { api, worker, mailbox } = plan({ PORT: '4000' });
    expect(api).toMatchObject({
      words: ['/dist/apps/api/src/main.js'],
      healthUrl: 'http://127.0.0.1:4000/api/health',
      logFile: '/data/logs/api.log',
    });
    expect(worker.healthUrl).toBe('http://127.0.0.1:3002/health');
    expect(mailbox?.words).toEqual(['/dist/apps/cli/src/main.js', 'mailbox']);
  });

  it('has no mailbox, and needs no port for it, when mail is really sent', () => {
    const env = { SMTP_URL: 'smtp://mail.example.com' };
    expect(plan(env).mailbox).toBeUndefined();
    expect(neededPorts(loadStartSettings(env)).map(({ variable }) => variable)).toEqual([
      'PORT',
      'WORKER_PORT',
    ]);
  });

  it('can stop everything within ten seconds', () => {
    const { api, worker, mailbox } = plan({});
    const patience = [api, worker, mailbox].map((child) => child?.stopPatienceMs ?? 0);
    expect(patience.reduce((sum, ms) => sum + ms)).toBeLessThanOrEqual(10_000);
  });

  it('asks for health on an address of this machine', () => {
    expect(reachable('0.0.0.0')).toBe('127.0.0.1');
    expect(reachable('::')).toBe('127.0.0.1');
    expect(reachable('::1')).toBe('[::1]');
    expect(reachable('10.0.0.7')).toBe('10.0.0.7');
  });
});
