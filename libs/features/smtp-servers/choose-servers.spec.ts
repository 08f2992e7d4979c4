import { inWeightedOrder, routeTo } from './choose-servers';

const server = (name: string, senderDomains: string[] = [], weight = 1) => ({ name, senderDomains, weight });
const names = (servers: { name: string }[]) => servers.map(({ name }) => name);

describe('routeTo', () => {
  const servers = [
    server('a', ['shop.example', 'blog.example']),
    server('b', ['shop.example']),
    server('everybody'),
    server('everybody else'),
  ];

  it('takes the servers of the domain, else those for everybody', () => {
    expect(names(routeTo(servers, 'shop.example'))).toEqual(['a', 'b']);
    expect(names(routeTo(servers, 'Blog.Example'))).toEqual(['a']);
    expect(names(routeTo(servers, 'news.shop.example'))).toEqual(['everybody', 'everybody else']);
    expect(routeTo(servers.slice(0, 2), 'x.example')).toEqual([]);
  });
});

describe('inWeightedOrder', () => {
  const numbers = (seed: number) => () => (seed = (seed * 16807) % 2147483647) / 2147483647;

  it('puts each server first, and second, as often as its weight says', () => {
    const servers = [server('a', [], 50), server('b', [], 30), server('c', [], 20)];
    const random = numbers(42);
    const first: Record<string, number> = {};
    let cAfterA = 0;
    for (let draw = 0; draw < 20_000; draw += 1) {
      const [one, two] = names(inWeightedOrder(servers, random)) as [string, string];
      first[one] = (first[one] ?? 0) + 1;
      if (one === 'a' && two === 'c') cAfterA += 1;
    }
    expect(first.a! / 20_000).toBeCloseTo(0.5, 1);
    expect(first.b! / 20_000).toBeCloseTo(0.3, 1);
    expect(first.c! / 20_000).toBeCloseTo(0.2, 1);
    // Without a, c has 20 of 50 parts.
    expect(cAfterA / first.a!).toBeCloseTo(0.4, 1);
  });

  it('keeps every server, and minds the ends of chance', () => {
    const servers = [server('a'), server('b'), server('c')];
    for (const random of [() => 0, () => 0.999999999999]) {
      expect(names(inWeightedOrder(servers, random)).sort()).toEqual(['a', 'b', 'c']);
    }
  });
});
