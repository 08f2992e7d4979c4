import { BurstWatch, BURST_WINDOW_MS, requestReasons } from './machine-detection';

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36';
const get = (userAgent: string) => requestReasons({ method: 'GET', userAgent });

describe('requestReasons', () => {
  it.each([
    ['a browser', CHROME],
    [
      'Gmail fetching for an opening reader',
      'Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)',
    ],
    ['Yahoo fetching for an opening reader', 'YahooMailProxy; https://help.yahoo.com/'],
    ['Thunderbird', 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.6'],
    ['Outlook', 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.12026; Pro)'],
  ])('takes %s for a person', (_, userAgent) => expect(get(userAgent)).toEqual([]));

  it.each([
    ['Apple privacy proxy', 'Mozilla/5.0'],
    ['no user agent', ' '],
    ['curl', 'curl/8.4.0'],
    ['a library', 'python-requests/2.31'],
    ['a gateway', 'Mozilla/5.0 (compatible; Barracuda Sentinel)'],
    ['a crawler', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  ])('takes %s for a machine', (_, userAgent) => expect(get(userAgent)).toEqual(['agent']));

  it('names other methods and prefetching, together with the agent', () => {
    expect(requestReasons({ method: 'HEAD', userAgent: CHROME })).toEqual(['method']);
    expect(requestReasons({ method: 'GET', userAgent: CHROME, purpose: 'prefetch;prerender' })).toEqual([
      'prefetch',
    ]);
    expect(requestReasons({ method: 'POST', userAgent: '' })).toEqual(['method', 'agent']);
  });
});

describe('BurstWatch', () => {
  it('sees three distinct links of one message within the window', () => {
    const watch = new BurstWatch();
    expect(watch.add('a', 0, 0)).toBe(false);
    expect(watch.add('a', 1, 100)).toBe(false);
    expect(watch.add('a', 2, 200)).toBe(true);
    expect(watch.add('a', 0, 300)).toBe(true);
  });

  it('does not mind the same link again, other messages, or time', () => {
    const watch = new BurstWatch();
    for (let i = 0; i < 10; i += 1) expect(watch.add('a', i % 2, i)).toBe(false);
    expect(watch.add('b', 5, 10)).toBe(false);
    expect(watch.add('a', 2, BURST_WINDOW_MS * 2)).toBe(false);
  });

  it('forgets messages after the window', () => {
    const watch = new BurstWatch();
    for (let i = 0; i < 1000; i += 1) watch.add(`m${i}`, 0, i);
    watch.add('last', 0, 100_000);
    expect((watch as unknown as { seen: Map<string, unknown> }).seen.size).toBe(1);
  });
});
