import type { Json } from '@aftercall/flow-model';

/** The way to a value: names and positions. */
export type JsonWay = readonly (string | number)[];

/** One line of a JSON tree that is open. */
export interface JsonRow {
  readonly way: JsonWay;
  /** The last part of the way; empty for the root. */
  readonly name: string;
  readonly value: Json;
  readonly isOpen: boolean;
}

/** `$.ticket.tags[0]`, names that are no identifiers in brackets (RFC 9535). */
export function pathOf(way: JsonWay): string {
  return way.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${String(step)}]`;
    return /^[A-Za-z_]\w*$/.test(step) ? `${path}.${step}` : `${path}[${JSON.stringify(step)}]`;
  }, '$');
}

/** What stands within a value; nothing within a text or a number. */
export function membersOf(value: Json): [string | number, Json][] {
  if (Array.isArray(value)) return value.map((member, at) => [at, member]);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** The lines that are seen while some containers are open, by their paths. */
export function jsonRows(value: Json, open: ReadonlySet<string>): JsonRow[] {
  const rows: JsonRow[] = [];
  const walk = (way: JsonWay, at: Json): void => {
    const isOpen = open.has(pathOf(way));
    rows.push({ way, name: String(way.at(-1) ?? ''), value: at, isOpen });
    if (isOpen) for (const [step, member] of membersOf(at)) walk([...way, step], member);
  };
  walk([], value);
  return rows;
}

/** What is open at first: the root, and its containers as long as few lines are seen. */
export function openAtFirst(value: Json): ReadonlySet<string> {
  const open = new Set(['$']);
  let count = membersOf(value).length;
  for (const [step, member] of membersOf(value).slice(0, 50)) {
    count += membersOf(member).length;
    if (count > 60) break;
    if (membersOf(member).length > 0) open.add(pathOf([step]));
  }
  return open;
}

/** A variable's name for a value: its own name in camel case, made one that the flow does not have yet. */
export function variableFor(way: JsonWay, taken: ReadonlySet<string>): string {
  const words = way.filter((step) => typeof step === 'string').slice(-2);
  const own = words.at(-1) ?? 'value';
  const wished = /^(?:id|key|name|url|status|value)$/i.test(own) ? words.join(' ') : own;
  const [first = 'value', ...others] = wished.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  const camel =
    first.charAt(0).toLowerCase() +
    first.slice(1) +
    others.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  const name = /^[A-Za-z_]/.test(camel) ? camel.slice(0, 60) : `value${camel}`.slice(0, 60);
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.has(`${name}${String(number)}`)) return `${name}${String(number)}`;
}
