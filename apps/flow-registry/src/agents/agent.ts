import { problem, type PlainProblem } from '../problems/problem.ts';
import { findJsonProblem } from '../problems/json-rules.ts';
import { findTextProblem } from '../problems/text-rules.ts';

/** A voice agent of the call system, known by the id that its calls carry. */
export interface Agent {
  agentId: string;
  name: string;
  endNodes: readonly EndNode[];
  variables: readonly AgentVariable[];
  createdAt: Date;
  updatedAt: Date;
}

/** A node of the agent's call flow at which a conversation ends properly. */
export interface EndNode {
  id: string;
  name: string;
}

/** A variable that the agent's calls bring. */
export interface AgentVariable {
  name: string;
  type: VariableType;
  required: boolean;
  sample: unknown;
}
export type VariableType = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** What a registration says. What it leaves out stays as it is (empty for a new agent). */
export interface Registration {
  agentId: string;
  name: string;
  endNodes: readonly EndNode[] | undefined;
  variables: readonly AgentVariable[] | undefined;
}

const MAX_ENTRIES = 500;
const MAX_ID_CHARACTERS = 256;
/** An example is for people. */
const MAX_SAMPLE_BYTES = 2048;
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

export function registered(before: Agent | undefined, registration: Registration, now: Date): Agent {
  return {
    agentId: registration.agentId,
    name: registration.name.trim(),
    endNodes: registration.endNodes ?? before?.endNodes ?? [],
    variables: registration.variables ?? before?.variables ?? [],
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
}

export function findRegistrationProblems(registration: Registration): PlainProblem[] {
  return [
    findTextProblem(['input', 'agentId'], registration.agentId, { maxCharacters: MAX_ID_CHARACTERS }),
    findTextProblem(['input', 'name'], registration.name, { maxCharacters: 200 }),
    ...endNodeProblems(registration.endNodes ?? []),
    ...variableProblems(registration.variables ?? []),
  ].filter((found) => found !== undefined);
}

function endNodeProblems(endNodes: readonly EndNode[]): (PlainProblem | undefined)[] {
  const path = ['input', 'endNodes'];
  if (endNodes.length > MAX_ENTRIES) return [tooMany(path)];
  return endNodes.flatMap((endNode, index) => [
    findTextProblem([...path, `${index}`, 'id'], endNode.id, { maxCharacters: MAX_ID_CHARACTERS }),
    findTextProblem([...path, `${index}`, 'name'], endNode.name, { maxCharacters: 200 }),
    repeated(
      endNodes.map((other) => other.id),
      index,
      [...path, `${index}`, 'id'],
    ),
  ]);
}

function variableProblems(variables: readonly AgentVariable[]): (PlainProblem | undefined)[] {
  const path = ['input', 'variables'];
  if (variables.length > MAX_ENTRIES) return [tooMany(path)];
  return variables.flatMap((variable, index) => [
    VARIABLE_NAME.test(variable.name)
      ? undefined
      : problem(
          'INVALID',
          [...path, `${index}`, 'name'],
          'name must be letters, digits and underscores, not beginning with a digit',
        ),
    repeated(
      variables.map((other) => other.name),
      index,
      [...path, `${index}`, 'name'],
    ),
    findJsonProblem([...path, `${index}`, 'sample'], variable.sample, { maxBytes: MAX_SAMPLE_BYTES }),
  ]);
}

function tooMany(path: readonly string[]): PlainProblem {
  return problem('INVALID', path, `more than ${MAX_ENTRIES} entries: shorten the list`);
}

function repeated(names: readonly string[], index: number, path: readonly string[]): PlainProblem | undefined {
  if (names.indexOf(names[index] ?? '') === index) return undefined;
  return problem('INVALID', path, `${names[index] ?? ''} stands in the list twice: keep one`);
}
