import fc from 'fast-check';
import { closedBecause } from './address-rules.ts';

describe('closedBecause', () => {
  it.each([
    ['0.0.0.0', 'this host or network'],
    ['0.255.255.255', 'this host or network'],
    ['10.0.0.0', 'private'],
    ['10.255.255.255', 'private'],
    ['100.64.0.0', 'shared address space (CGNAT)'],
    ['100.100.100.200', 'shared address space (CGNAT)'],
    ['100.127.255.255', 'shared address space (CGNAT)'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.255', 'loopback'],
    ['168.63.129.16', "a cloud platform's own endpoint"],
    ['169.254.169.254', 'link-local'],
    ['172.16.0.0', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.192', 'protocol assignments'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4 relay'],
    ['192.168.0.1', 'private'],
    ['198.18.0.1', 'benchmarking'],
    ['198.19.255.255', 'benchmarking'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.1', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.255', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::2', 'reserved'],
    ['::127.0.0.1', 'reserved'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:8.8.8.8', 'IPv4-mapped'],
    ['::ffff:7f00:1', 'IPv4-mapped'],
    ['0:0:0:0:0:ffff:a00:1', 'IPv4-mapped'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b::8.8.8.8', 'NAT64'],
    ['64:ff9b:1::1', 'NAT64'],
    ['100::1', 'reserved'],
    ['2001::1', 'Teredo'],
    ['2001:0:7f00:1::', 'Teredo'],
    ['2001:2::1', 'benchmarking'],
    ['2001:10::1', 'protocol assignments'],
    ['2001:1ff:ffff::', 'protocol assignments'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::1', '6to4'],
    ['2002:808:808::1', '6to4'],
    ['3fff:abc::1', 'documentation'],
    ['5f00::1', 'reserved'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['fe80::1', 'link-local'],
    ['febf::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['fe80::1%eth0', 'not an address'],
    ['2606:4700::1%eth0', 'not an address'],
    ['', 'not an address'],
    ['localhost', 'not an address'],
    ['2130706433', 'not an address'],
    ['0x7f.1', 'not an address'],
    ['[::1]', 'not an address'],
    ['127.0.0.1:80', 'not an address'],
  ])('closes %s: %s', (address, why) => expect(closedBecause(address)).toBe(why));

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '168.63.129.15',
    '169.253.255.255',
    '169.255.0.0',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.0.3.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2001:db7:ffff::1',
    '2001:db9::1',
    '2003::1',
    '2606:4700:4700::1111',
    '2a00:1450::1',
    '3ffe:ffff::1',
    '3fff:1000::1',
  ])('leaves %s open', (address) => expect(closedBecause(address)).toBeUndefined());

  it('agrees with arithmetic on any IPv4 address', () => {
    const closed = [
      [0x00000000, 8],
      [0x0a000000, 8],
      [0x64400000, 10],
      [0x7f000000, 8],
      [0xa83f8110, 32],
      [0xa9fe0000, 16],
      [0xac100000, 12],
      [0xc0000000, 24],
      [0xc0000200, 24],
      [0xc0586300, 24],
      [0xc0a80000, 16],
      [0xc6120000, 15],
      [0xc6336400, 24],
      [0xcb007100, 24],
      [0xe0000000, 3],
    ] as const;
    const anywhere = fc.integer({ min: 0, max: 0xffffffff });
    const nearABorder = fc
      .tuple(fc.constantFrom(...closed), fc.integer({ min: -2, max: 2 }), fc.boolean())
      .map(([[start, bits], off, atEnd]) =>
        Math.min(0xffffffff, Math.max(0, start + (atEnd ? 2 ** (32 - bits) : 0) + off)),
      );
    fc.assert(
      fc.property(fc.oneof(anywhere, nearABorder), (number) => {
        const address = [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');
        const isClosed = closed.some(([start, bits]) => number >= start && number < start + 2 ** (32 - bits));
        return (closedBecause(address) !== undefined) === isClosed;
      }),
      { numRuns: 2000 },
    );
  });

  it('opens no IPv6 address outside 2000::/3', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const isGlobalUnicast = groups[0]! >> 13 === 1;
        return isGlobalUnicast || closedBecause(groups.map((value) => value.toString(16)).join(':')) !== undefined;
      }),
    );
  });

  it('closes every IPv4 address that is wrapped in an IPv6 one', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.tuple(byte, byte, byte, byte), ([a, b, c, d]) => {
        const hex = [(a << 8) | b, (c << 8) | d].map((value) => value.toString(16));
        const dotted = [a, b, c, d].join('.');
        const wrapped = [
          `::${dotted}`,
          `::ffff:${dotted}`,
          `64:ff9b::${dotted}`,
          `2002:${hex.join(':')}::1`,
          `2001:0:${hex.join(':')}::`,
        ];
        return wrapped.every((address) => closedBecause(address) !== undefined);
      }),
    );
  });
});
