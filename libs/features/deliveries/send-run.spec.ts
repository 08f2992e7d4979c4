import type { DeliveryLease } from './delivery-lease';
import { SendRun, type Waiting } from './send-run';

const NOW = Date.parse('2026-11-23T10:00:00Z');
const inSeconds = (seconds: number): Date => new Date(NOW + seconds * 1000);
const lease = (priority: DeliveryLease['priority'], idleTries = 1): DeliveryLease =>
  ({ priority, idleTries }) as DeliveryLease;

describe('a run over leased rows', () => {
  it('goes on with other providers when one is held, and knows which', () => {
    const run = new SendRun(lease('campaign'));
    run.note(
      new Map<string, Waiting>([['gmail', { by: 'limit', until: inSeconds(30), reason: 'slow down' }]]),
    );
    run.endGroup({ tried: 50, left: 20 });
    expect(run.goesOn).toBe(true);
    expect(run.heldProviders(NOW)).toEqual(['gmail']);
    expect(run.heldProviders(inSeconds(31).getTime())).toEqual([]);
  });

  it('ends when two groups in a row could not go at all', () => {
    const run = new SendRun(lease('campaign'));
    run.endGroup({ tried: 50, left: 50 });
    run.endGroup({ tried: 50, left: 0 });
    run.endGroup({ tried: 50, left: 50 });
    expect(run.goesOn).toBe(true);
    run.endGroup({ tried: 50, left: 50 });
    expect(run.goesOn).toBe(false);
  });

  it('ends at trouble that no server took over, and says why', () => {
    const run = new SendRun(lease('campaign'));
    run.block({ by: 'limit', until: inSeconds(2), reason: '421 too busy' });
    expect(run.goesOn).toBe(false);
    expect(run.waiting?.reason).toContain('421 too busy');
  });

  it('ends without a word where other processes have all connections, and is back soon', () => {
    const delay = (priority: DeliveryLease['priority'], tries: number): number => {
      const run = new SendRun(lease(priority, tries));
      run.keepOff();
      expect(run.goesOn).toBe(false);
      expect(run.waiting).toBeNull();
      return run.delayMs(NOW);
    };
    expect(delay('transactional', 1)).toBeLessThan(100);
    expect(delay('transactional', 50)).toBeLessThan(500);
    expect(delay('campaign', 1)).toBeGreaterThanOrEqual(1_000);
    expect(delay('campaign', 50)).toBeLessThanOrEqual(6_250);
  });

  it('takes the server that is free soonest', () => {
    const run = new SendRun(lease('campaign'));
    run.note(new Map<string, Waiting>([['gmail', { by: 'limit', until: inSeconds(30), reason: 'first' }]]));
    run.note(new Map<string, Waiting>([['gmail', { by: 'limit', until: inSeconds(5), reason: 'second' }]]));
    expect(run.waiting).toEqual({ by: 'limit', until: inSeconds(5), reason: 'second' });
  });

  it('keeps off longer with each fruitless try, at most a minute and a quarter, and less for urgent mail', () => {
    const held = new Map<string, Waiting>([['gmail', { by: 'limit', until: inSeconds(1), reason: 'full' }]]);
    const delay = (priority: DeliveryLease['priority'], tries: number): number => {
      const run = new SendRun(lease(priority, tries));
      run.note(held);
      return run.delayMs(NOW);
    };
    expect(delay('campaign', 1)).toBeLessThan(1_300);
    expect(delay('campaign', 5)).toBeGreaterThanOrEqual(16_000);
    expect(delay('campaign', 50)).toBeLessThanOrEqual(75_000);
    expect(delay('transactional', 50)).toBeLessThanOrEqual(2_500);
  });

  it('does not wait when nothing holds it', () => {
    expect(new SendRun(lease('campaign')).delayMs(NOW)).toBe(0);
  });
});
