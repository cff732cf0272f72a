import { z } from 'zod';
import { parseDurationMs } from '../time/duration.ts';
import { Secret } from './secret.ts';

/** Marks the parts whose value is never shown and may come from a file (`NAME_FILE`). */
export const secretParts = z.registry<{ secret: true }>();

/**
 * A required secret, as a `Secret`. The value may come from the variable itself or, by `NAME_FILE`, from a file
 * (Kubernetes and Docker secrets), whose last line break is dropped.
 */
export const secret = z
  .string()
  .min(1, 'must not be empty')
  .transform((value) => new Secret(value))
  .register(secretParts, { secret: true });

/** Milliseconds: `10000`, or a duration with its unit (`500ms`, `30s`, `2m`, `2h`). */
export const ms = z.string().transform((text, context) => {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : parseDurationMs(text);
  if (value !== undefined) return value;
  context.addIssue('must be milliseconds (10000) or a duration (500ms, 30s, 2m, 2h)');
  return z.NEVER;
});

const bytesPerUnit: Readonly<Record<string, number>> = { '': 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** Bytes: `1048576`, or with a binary unit (`64KiB`, `10MiB`, `1GiB`). */
export const bytes = z.string().transform((text, context) => {
  const parts = /^(\d{1,12})(KiB|MiB|GiB|)$/.exec(text);
  const value = Number(parts?.[1]) * (bytesPerUnit[parts?.[2] ?? ''] ?? Number.NaN);
  if (Number.isSafeInteger(value)) return value;
  context.addIssue('must be a number of bytes (1048576) or have a binary unit (64KiB, 10MiB, 1GiB)');
  return z.NEVER;
});

/** A TCP port; 0 asks the system for a free one. */
export const port = z.string().transform((text, context) => {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  context.addIssue('must be a port number from 0 to 65535');
  return z.NEVER;
});

/** `host:port` entries, comma separated: names, IPv4, or IPv6 in brackets. At least one. */
export const hostList = z.string().transform((text, context): readonly string[] => {
  const hosts = text.split(',').map((entry) => entry.trim());
  const wrong = hosts.filter((entry) => !isHostAndPort(entry));
  for (const entry of wrong) context.addIssue(`has the entry "${entry}", which is not host:port`);
  return wrong.length > 0 ? z.NEVER : hosts;
});

function isHostAndPort(entry: string): boolean {
  const parts = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})$/.exec(entry);
  const number = Number(parts?.[1]);
  return number >= 1 && number <= 65_535;
}

/**
 * An http or https address of another service, without a trailing slash, so that a path can be appended. Credentials
 * in it are refused: they would show in logs.
 */
export const url = z.string().transform((text, context) => {
  const parsed = URL.parse(text);
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
    context.addIssue('must be an absolute http or https URL');
  } else if (parsed.username !== '' || parsed.password !== '') {
    context.addIssue('must not hold credentials');
  } else if (parsed.search !== '' || parsed.hash !== '') {
    context.addIssue('must not have a query or a fragment');
  } else {
    return parsed.href.replace(/\/+$/, '');
  }
  return z.NEVER;
});

/** How much is logged: `debug`, `info`, `warn` or `error`; `info` when not set. */
export const logLevel = z.enum(['debug', 'info', 'warn', 'error']).default('info');
