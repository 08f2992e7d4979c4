import { BlockList, isIP } from 'node:net';

type Range = readonly [network: string, prefix: number];

const CARRIES_IPV4 = 'is an IPv6 address that carries an IPv4 address';

/**
 * What of the address space is not the public internet, from IANA's special-purpose registries (RFC 6890 and its updates).
 * The words end a sentence that starts with the host name.
 */
const SPECIAL: { words: string; ranges: readonly Range[] }[] = [
  {
    words: 'is this machine itself',
    ranges: [
      ['127.0.0.0', 8],
      ['0.0.0.0', 8],
      ['::1', 128],
      ['::', 128],
    ],
  },
  {
    words: 'is in a private network',
    ranges: [
      ['10.0.0.0', 8],
      ['172.16.0.0', 12],
      ['192.168.0.0', 16],
      // Shared by the customers of one provider (RFC 6598).
      ['100.64.0.0', 10],
      ['fc00::', 7],
      ['fec0::', 10],
    ],
  },
  {
    words: 'is an address of the local network segment or of a cloud’s metadata service',
    // 168.63.129.16 answers virtual machines only.
    ranges: [
      ['169.254.0.0', 16],
      ['fe80::', 10],
      ['168.63.129.16', 32],
      ['192.0.0.0', 24],
    ],
  },
  {
    words: 'is a multicast or broadcast address',
    ranges: [
      ['224.0.0.0', 4],
      ['255.255.255.255', 32],
      ['ff00::', 8],
    ],
  },
  {
    // Whoever may choose these chooses an IPv4 address inside them, a private one for example.
    words: CARRIES_IPV4,
    ranges: [
      ['::ffff:0:0', 96],
      ['::ffff:0:0:0', 96],
      ['::', 96],
      ['64:ff9b::', 96],
      ['64:ff9b:1::', 48],
      ['2001::', 32],
      ['2002::', 16],
      ['192.88.99.0', 24],
    ],
  },
  {
    words: 'is an address that is reserved for documentation, tests or later use',
    ranges: [
      ['192.0.2.0', 24],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['240.0.0.0', 4],
      ['100::', 64],
      ['2001::', 23],
      ['2001:db8::', 32],
      ['3fff::', 20],
    ],
  },
];

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const LISTS = SPECIAL.map(({ words, ranges }) => {
  // One list per family: a list of Node's takes `::ffff:127.0.0.1` for IPv4, which would hide what it is.
  const list = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [network, prefix] of ranges) {
    const family = familyOf(network);
    list[family].addSubnet(network, prefix, family);
  }
  return { words, list };
});

/** In any network (RFC 5214, 6.1): the fifth and sixth group are `0:5efe` or `200:5efe`, the last two an IPv4 address. */
const ISATAP = /:(?:0|200)?:5efe:[0-9a-f]{1,4}:[0-9a-f]{1,4}\]$/;

/** All that IANA has given out for the public IPv6 internet; the rest is reserved. */
const GLOBAL_IPV6 = new BlockList();
GLOBAL_IPV6.addSubnet('2000::', 3, 'ipv6');

/**
 * Null for an address of the public internet; for every other what it is, as the end of a sentence that starts with the host
 * name. Takes what a resolver answers: IPv4 in four decimal numbers, or IPv6, a zone (`%eth0`) included.
 */
export function whyNotPublic(address: string): string | null {
  const bare = address.split('%', 1)[0] ?? '';
  if (isIP(bare) === 0) return 'is not an IP address';
  const family = familyOf(bare);
  const special = LISTS.find(({ list }) => list[family].check(bare, family));
  if (special) return special.words;
  // Written in the one short form of RFC 5952.
  if (family === 'ipv6' && ISATAP.test(new URL(`http://[${bare}]`).hostname)) return CARRIES_IPV4;
  const isPublic = family === 'ipv4' || GLOBAL_IPV6.check(bare, 'ipv6');
  return isPublic ? null : 'is a reserved address';
}
