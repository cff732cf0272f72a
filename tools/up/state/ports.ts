import { holdPort } from '@aftercall/dev-harness';
import type { HeldPort } from '@aftercall/dev-harness';
import { UpProblem } from '../problem.ts';
import type { Say } from '../say.ts';

/** What listens where, counted from the first port, unless somebody else already does. */
const offsets = {
  registry: 0,
  registryOps: 1,
  executor: 10,
  executorOps: 11,
  vault: 20,
  vaultOps: 21,
  target: 90,
} as const;

/** Something that listens. */
export type PortName = keyof typeof offsets;

/**
 * Where the counting begins: `AFTERCALL_PORT`, else 4000. Installations beside each other each want a stretch of their own:
 * the port of a service that was stopped is free, and another start would take it.
 * @throws UpProblem when it is no port, or leaves no room for the others
 */
export function readFirstPort(env: NodeJS.ProcessEnv): number {
  const text = env['AFTERCALL_PORT'] ?? '';
  if (text === '') return 4000;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_000) return port;
  throw new UpProblem(`AFTERCALL_PORT is ${text}\nRemedy: a number from 1024 to 65000, or leave it away for 4000`);
}

/** A number for each. */
export type Ports = Readonly<Record<PortName, number>>;

/** The ports of this start, held so that nobody else takes them before the services do. */
export interface HeldPorts {
  readonly ports: Ports;
  readonly release: () => Promise<void>;
}

const titles: Readonly<Record<PortName, string>> = {
  registry: 'the registry',
  registryOps: "the registry's ops endpoint",
  executor: 'the executor',
  executorOps: "the executor's ops endpoint",
  vault: 'the vault',
  vaultOps: "the vault's ops endpoint",
  target: 'the example target',
};

/** Takes each preferred port, or the next free one, said aloud. Those that others prefer are not taken on the way. */
export async function holdPorts(say: Say, first = 4000): Promise<HeldPorts> {
  const held = new Map<PortName, HeldPort>();
  const release = async (): Promise<void> => {
    await Promise.all([...held.values()].map((port) => port.release()));
  };
  const names = Object.keys(offsets) as PortName[];
  try {
    const moved: PortName[] = [];
    for (const name of names) {
      const port = await findFree(first + offsets[name]);
      if (port === undefined) moved.push(name);
      else held.set(name, port);
    }
    for (const name of moved) {
      const port = await holdPort(first + offsets[name] + 1);
      held.set(name, port);
      say.warn(`Port ${String(first + offsets[name])} is taken; ${titles[name]} listens on ${String(port.port)}`);
    }
  } catch (error) {
    await release();
    throw error;
  }
  const ports = Object.fromEntries(names.map((name) => [name, held.get(name)?.port])) as Record<PortName, number>;
  return { ports, release };
}

/** True when somebody else has taken one of them since they were given free. */
export async function isAnyTaken(ports: Ports): Promise<boolean> {
  const held = await Promise.all(Object.values(ports).map(findFree));
  await Promise.all(held.filter((port) => port !== undefined).map((port) => port.release()));
  return held.includes(undefined);
}

async function findFree(port: number): Promise<HeldPort | undefined> {
  const found = await holdPort(port);
  if (found.port === port) return found;
  await found.release();
  return undefined;
}
