import { lookup } from 'node:dns/promises';
import fc from 'fast-check';
import { whyNotPublic } from './public-address';

describe('whyNotPublic', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:812::200e',
    '2001:4860:4860::8888',
    '2620:fe::fe',
    '2a00:1450::5efe:1:2:3',
  ])('lets the public address %s pass', (address) => {
    expect(whyNotPublic(address)).toBeNull();
  });

  it.each([
    ['127.0.0.1', /this machine/],
    ['127.255.255.254', /this machine/],
    ['0.0.0.0', /this machine/],
    ['0.1.2.3', /this machine/],
    ['::1', /this machine/],
    ['::', /this machine/],
    ['0:0:0:0:0:0:0:1', /this machine/],
    ['10.0.0.1', /private/],
    ['172.16.0.1', /private/],
    ['172.31.255.255', /private/],
    ['192.168.1.1', /private/],
    ['100.64.0.1', /private/],
    ['100.100.100.200', /private/],
    ['fc00::1', /private/],
    ['fd00:ec2::254', /private/],
    ['FD12:3456::1', /private/],
    ['169.254.169.254', /metadata/],
    ['168.63.129.16', /metadata/],
    ['192.0.0.192', /metadata/],
    ['fe80::1', /metadata/],
    ['fe80::1%eth0', /metadata/],
    ['febf::1', /metadata/],
    ['224.0.0.1', /multicast/],
    ['239.255.255.255', /multicast/],
    ['255.255.255.255', /broadcast/],
    ['ff02::1', /multicast/],
    ['::ffff:127.0.0.1', /carries an IPv4/],
    ['::ffff:7f00:1', /carries an IPv4/],
    ['2a00:1450:1:2:0:5efe:10.0.0.1', /carries an IPv4/],
    ['2a00:1450::5efe:a00:1', /carries an IPv4/],
    ['2a00:1450:1:2:200:5EFE:7f00:1', /carries an IPv4/],
    ['::ffff:8.8.8.8', /carries an IPv4/],
    ['::127.0.0.1', /carries an IPv4/],
    ['::ffff:0:127.0.0.1', /carries an IPv4/],
    ['64:ff9b::7f00:1', /carries an IPv4/],
    ['64:ff9b::10.0.0.1', /carries an IPv4/],
    ['64:ff9b:1::a00:1', /carries an IPv4/],
    ['2002:7f00:1::', /carries an IPv4/],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', /carries an IPv4/],
    ['192.0.2.1', /reserved/],
    ['198.18.0.1', /reserved/],
    ['203.0.113.9', /reserved/],
    ['240.0.0.1', /reserved/],
    ['2001:db8::1', /reserved/],
    ['2001:10::1', /reserved/],
    ['3fff::1', /reserved/],
    ['5f00::1', /reserved/],
    ['4000::1', /reserved/],
    ['1::1', /reserved/],
    ['localhost', /not an IP address/],
    ['0177.1', /not an IP address/],
    ['2130706433', /not an IP address/],
    ['', /not an IP address/],
  ])('stops %s', (address, words) => {
    expect(whyNotPublic(address)).toMatch(words);
  });

  it('stops every way to write an IPv4 address into an IPv6 one', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:'), (ip, prefix) => {
        expect(whyNotPublic(`${prefix}${ip}`)).not.toBeNull();
      }),
    );
  });

  it.each(['0177.1', '127.1', '2130706433', '0x7f.1', 'localhost'])(
    'stops what the system makes of "%s"',
    async (host) => {
      for (const { address } of await lookup(host, { all: true }))
        expect(whyNotPublic(address)).not.toBeNull();
    },
  );
});
