import type { Json, StartNode } from '@aftercall/flow-model';
import type { BuilderAction } from '../../workbench/builder-action.ts';

/** A variable that calls bring. */
export type CallVariable = StartNode['config']['variables'][number];

const TYPES: Readonly<Record<string, CallVariable['type']>> = {
  STRING: 'string',
  NUMBER: 'number',
  BOOLEAN: 'boolean',
  ARRAY: 'json',
  OBJECT: 'json',
};

/** What the agents' calls are registered to bring: required when every agent that has it says so, and all have it. */
export function fromAgents(agents: BuilderAction['agents']): CallVariable[] {
  const names = new Set(agents.flatMap(({ variables }) => variables.map(({ name }) => name)));
  return [...names].map((name) => {
    const own = agents.flatMap(({ variables }) => variables.filter((variable) => variable.name === name));
    const [first] = own;
    const sample = own.map((variable) => variable.sample as Json).find((value) => value !== null);
    return {
      name,
      type: TYPES[first?.type ?? 'STRING'] ?? 'json',
      required: own.length === agents.length && own.every(({ required }) => required),
      ...(sample === undefined ? {} : { sample }),
    };
  });
}
