import { holdPort } from '@aftercall/dev-harness';
import type { HeldPort } from '@aftercall/dev-harness';
import type { Say } from '../say.ts';

/** What listens where, unless somebody else already does. */
const preferred = {
  registry: 4000,
  registryOps: 4001,
  executor: 4010,
  executorOps: 4011,
  vault: 4020,
  vaultOps: 4021,
  target: 4090,
} as const;

/** Something that listens. */
export type PortName = keyof typeof preferred;

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
export async function holdPorts(say: Say): Promise<HeldPorts> {
  const held = new Map<PortName, HeldPort>();
  const release = async (): Promise<void> => {
    await Promise.all([...held.values()].map((port) => port.release()));
  };
  const names = Object.keys(preferred) as PortName[];
  try {
    const moved: PortName[] = [];
    for (const name of names) {
      const port = await findFree(preferred[name]);
      if (port === undefined) moved.push(name);
      else held.set(name, port);
    }
    for (const name of moved) {
      const port = await holdPort(preferred[name] + 1);
      held.set(name, port);
      say.warn(`Port ${String(preferred[name])} is taken; ${titles[name]} listens on ${String(port.port)}`);
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
