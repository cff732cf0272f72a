import { pino, stdTimeFunctions } from 'pino';
import type { DestinationStream, Logger as Pino } from 'pino';
import { redacted } from './redact.ts';

/** What a line is about: ids, codes, numbers, and `error` for an Error. Secrets are struck by name and by type. */
export type LogFacts = Readonly<Record<string, unknown>>;

/** How much is written; each level includes those after it. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** The log of one service: one JSON line per event. */
export interface Logger {
  debug(facts: LogFacts, message: string): void;
  info(facts: LogFacts, message: string): void;
  warn(facts: LogFacts, message: string): void;
  error(facts: LogFacts, message: string): void;
  /** The same log, with these facts on every line. */
  child(facts: LogFacts): Logger;
}

/** Where lines go, each with its line break; standard output when not said. */
export interface LogDestination {
  write(line: string): void;
}

/** Writes lines of `{ level, time, service, …facts, msg }`, at once, so that nothing is lost when the process ends. */
export function createLogger(options: { service: string; level: LogLevel; destination?: LogDestination }): Logger {
  const destination: DestinationStream = options.destination ?? pino.destination({ dest: 1, sync: true });
  return overPino(
    pino(
      {
        level: options.level,
        base: { service: options.service },
        timestamp: stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      destination,
    ),
  );
}

function overPino(log: Pino): Logger {
  const plain = (facts: LogFacts): object => redacted(facts) as object;
  return {
    debug(facts, message) {
      if (log.isLevelEnabled('debug')) log.debug(plain(facts), message);
    },
    info(facts, message) {
      if (log.isLevelEnabled('info')) log.info(plain(facts), message);
    },
    warn(facts, message) {
      log.warn(plain(facts), message);
    },
    error(facts, message) {
      log.error(plain(facts), message);
    },
    child: (facts) => overPino(log.child(plain(facts))),
  };
}
