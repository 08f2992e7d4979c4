import { networkOf, secondsToWait } from './throttle';

const limit = { hits: 3, windowSeconds: 60 };

describe('secondsToWait', () => {
  it('allows as many hits as the limit says', () => {
    expect(secondsToWait(limit, { hits: 3, remainingSeconds: 10 })).toBeNull();
  });

  it('makes one hit more wait until the window ends, in whole seconds', () => {
    expect(secondsToWait(limit, { hits: 4, remainingSeconds: 9.2 })).toBe(10);
    expect(secondsToWait(limit, { hits: 4, remainingSeconds: 0 })).toBe(1);
  });
});

describe('networkOf', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s belongs to %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
