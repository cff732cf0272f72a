import type { Paint } from '../say.ts';

/** Facts that stand elsewhere in the line. */
const shownApart = new Set(['level', 'time', 'service', 'msg']);

const levels = ['debug', 'info', 'warn', 'error'] as const;

/** How much a line matters; what is no line of our log counts as a warning. */
export type Level = (typeof levels)[number];

/** One line of a service's output, read. */
export interface LogLine {
  readonly level: Level;
  readonly time: Date | undefined;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Reads `{ level, time, service, …facts, msg }`. Anything else (a stack, a warning of Node) is a message as it stands. */
export function readLogLine(text: string): LogLine {
  const record = parseObject(text);
  if (record === undefined || typeof record['msg'] !== 'string') {
    return { level: 'warn', time: undefined, message: text, facts: {} };
  }
  const time = new Date(String(record['time']));
  return {
    level: levels.find((level) => level === record['level']) ?? 'info',
    time: Number.isNaN(time.getTime()) ? undefined : time,
    message: record['msg'],
    facts: Object.fromEntries(Object.entries(record).filter(([name]) => !shownApart.has(name))),
  };
}

/** True when a line of this level is to be shown where `least` is what somebody wants to see. */
export function matters(level: Level, least: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(least);
}

/** `[executor] 12:00:01 message key=value`, local time. */
export function formatLogLine(source: string, line: LogLine, paint: Paint): string {
  const time = (line.time ?? new Date()).toTimeString().slice(0, 8);
  const facts = Object.entries(line.facts).map(([name, value]) => `${name}=${inline(value)}`);
  const head = `${paint('cyan', `[${source}]`)} ${paint('dim', time)}`;
  const text = [line.message, ...facts].join(' ');
  switch (line.level) {
    case 'error':
      return `${head} ${paint('red', `ERROR ${text}`)}`;
    case 'warn':
      return `${head} ${paint('yellow', `WARN ${text}`)}`;
    default:
      return `${head} ${text}`;
  }
}

const longestFact = 300;

/** An error shows what it says; its stack is in the file. */
function inline(value: unknown): string {
  const shown = isError(value) ? `${value.code ?? value.name ?? 'Error'}: ${value.message}` : value;
  const text = typeof shown === 'string' && /^[^\s"=]+$/.test(shown) ? shown : JSON.stringify(shown);
  return text.length > longestFact ? `${text.slice(0, longestFact)}…` : text;
}

function isError(value: unknown): value is { message: string; name?: string; code?: string } {
  return typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
