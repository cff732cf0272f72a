import { BlockList } from 'node:net';
import { familyOf } from './address-rules.ts';

/** What the operator opened beyond the public internet. */
export interface EgressAllow {
  /** True when an entry holds this address and names this port, or no port. */
  covers(address: string, port: number): boolean;
}

interface Entry {
  readonly family: 'ipv4' | 'ipv6';
  readonly range: BlockList;
  /** Undefined opens every port. */
  readonly port: number | undefined;
}

/**
 * Reads `EGRESS_ALLOW`:
 *
 * ```text
 * list  = [ entry *( "," entry ) ]
 * entry = ipv4 [ "/" bits ] [ ":" port ] / ipv6 [ "/" bits ] / "[" ipv6 "]" [ "/" bits ] [ ":" port ]
 * ```
 *
 * An IPv6 address needs brackets where a port follows. Names are not taken: who answers for a name can change it.
 *
 * @throws Error that names the entry
 */
export function parseEgressAllow(text: string): EgressAllow {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(parseEntry);
  return {
    covers(address, port) {
      const family = familyOf(address);
      return entries.some(
        (entry) =>
          entry.family === family &&
          (entry.port === undefined || entry.port === port) &&
          entry.range.check(address, entry.family),
      );
    },
  };
}

const shapes = [
  /^(?<address>[\d.]+)(?:\/(?<bits>\d+))?(?::(?<port>\d+))?$/,
  /^\[(?<address>[\da-fA-F:.]+)\](?:\/(?<bits>\d+))?(?::(?<port>\d+))?$/,
  /^(?<address>[\da-fA-F:.]+)(?:\/(?<bits>\d+))?$/,
];

function parseEntry(entry: string): Entry {
  const { address = '', bits, port } = shapes.map((shape) => shape.exec(entry)?.groups).find(Boolean) ?? {};
  const family = familyOf(address);
  if (family === undefined) throw refusal(entry, 'it is not cidr[:port], such as 10.1.0.0/16:443 or [fd00::]/8:443');
  const most = family === 'ipv4' ? 32 : 128;
  if (Number(bits ?? 0) > most) throw refusal(entry, `a prefix of that family has at most ${most} bits`);
  const range = new BlockList();
  range.addSubnet(address, Number(bits ?? most), family);
  return { family, range, port: port === undefined ? undefined : parsePort(entry, Number(port)) };
}

function parsePort(entry: string, port: number): number {
  if (port < 1 || port > 65_535) throw refusal(entry, 'a port is a number from 1 to 65535');
  return port;
}

function refusal(entry: string, why: string): Error {
  return new Error(`EGRESS_ALLOW has the entry "${entry}": ${why}`);
}
