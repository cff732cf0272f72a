import { BlockList, isIP } from 'node:net';

/**
 * Ranges that are not the public internet, from IANA's special-purpose registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry).
 */
const closedIpv4 = [
  ['0.0.0.0/8', 'this host or network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared address space (CGNAT)'],
  ['127.0.0.0/8', 'loopback'],
  ['168.63.129.16/32', "a cloud platform's own endpoint"],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'protocol assignments'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', '6to4 relay'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
] as const;

/**
 * First those that have a name; the last two rows close all that is not global unicast (2000::/3), so that a range
 * which is assigned later stays closed until it is looked at. Addresses that carry an IPv4 address inside are refused
 * whatever it is: they reach private networks by a detour.
 */
const closedIpv6 = [
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['::ffff:0:0/96', 'IPv4-mapped'],
  ['64:ff9b::/96', 'NAT64'],
  ['64:ff9b:1::/48', 'NAT64'],
  ['fc00::/7', 'unique local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
  ['2001::/32', 'Teredo'],
  ['2001:2::/48', 'benchmarking'],
  ['2001:db8::/32', 'documentation'],
  ['2001::/23', 'protocol assignments'],
  ['2002::/16', '6to4'],
  ['3fff::/20', 'documentation'],
  ['::/3', 'reserved'],
  ['4000::/2', 'reserved'],
  ['8000::/1', 'reserved'],
] as const;

const rules = [
  ...closedIpv4.map(([cidr, what]) => ruleOf(cidr, 'ipv4', what)),
  ...closedIpv6.map(([cidr, what]) => ruleOf(cidr, 'ipv6', what)),
];

interface Rule {
  readonly family: 'ipv4' | 'ipv6';
  readonly what: string;
  readonly range: BlockList;
}

function ruleOf(cidr: string, family: 'ipv4' | 'ipv6', what: string): Rule {
  const [network = '', bits] = cidr.split('/');
  const range = new BlockList();
  range.addSubnet(network, Number(bits), family);
  return { family, what, range };
}

/**
 * Why an address may not be called, in a word or two (`loopback`, `private`), or undefined when it is public. Text
 * that is no address is not public.
 *
 * @param address - an IPv4 address in dotted form or an IPv6 address without brackets
 */
export function closedBecause(address: string): string | undefined {
  const family = familyOf(address);
  if (family === undefined) return 'not an address';
  return rules.find((rule) => rule.family === family && rule.range.check(address, family))?.what;
}

/** The family by the names that `net.BlockList` uses; an IPv6 address with a zone is none, it is local by nature. */
export function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = address.includes('%') ? 0 : isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}
