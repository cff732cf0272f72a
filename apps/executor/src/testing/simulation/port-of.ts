import { ALL_HARMS } from './await-points.ts';
import { isWorthTelling, saidOf, toldOf } from './call-in-words.ts';
import { databaseAway, type Ending, type SimulatedProcess } from './simulated-process.ts';

/** A port whose methods all answer later. */
type Port = { [Method in string]: (...args: never[]) => Promise<unknown> };

/**
 * A port in the hands of one process: each call of it, whatever method it has now or gets later, goes through the process's gate
 * and is a point at which things go wrong.
 *
 * @param whenAway - as the port's contract has it; default: it throws that PostgreSQL is away
 */
export function portOf<Ported extends object>(
  process: SimulatedProcess,
  name: string,
  port: Ported,
  whenAway: () => Ending<unknown> = databaseAway,
): Ported {
  return new Proxy(port, {
    get: (target, method) => {
      const member = (target as Port)[String(method)];
      if (typeof member !== 'function') return member;
      const what = `${name}.${String(method)}`;
      return (...args: never[]) =>
        process.call({
          what,
          said: () => saidOf(what, args),
          harms: ALL_HARMS,
          effect: () => Reflect.apply(member, target, args),
          tell: toldOf,
          isWorthTelling,
          whenAway,
        });
    },
  });
}
