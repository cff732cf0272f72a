import { buildContext, type CheckContext } from '../checks/check.ts';
import type { Surroundings } from '../checks/surroundings.ts';
import { TypesInFlow } from '../checks/types/types-in-flow.ts';
import { variablesSetBy } from '../checks/variables/names-in-flow.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import type { FlowNode } from '../document/node-catalog.ts';
import { nodesOf } from '../document/nodes-of.ts';
import { INTERACTION_FIELDS, RUN_FIELDS } from '../template/scope.ts';
import type { NameTypes } from '../template/types/name-types.ts';
import { describeType, type StaticType } from '../template/types/static-type.ts';

/** A name that an author may write at one place of a flow. */
export interface KnownName {
  /** As it stands between `{{` and `}}`: `interaction.CALL_ID`, `ticketId`, `steps.ticket.response.body`. */
  name: string;
  /** Where it comes from; names of one group follow each other. */
  group: 'call' | 'variables' | 'steps' | 'constants' | 'run' | 'response';
  /** In words: "text", "a number or absent", "anything". */
  type: string;
  /** Of a variable or an answer: keys of the nodes before that make it; none = the call brings it. */
  madeBy: readonly string[];
}

/** Which place of a node is written: the rows of a Set Variable see those above them, a look-up's `found` its answer. */
export interface AuthoringPlace {
  nodeKey: string;
  /** Position of the row in Set Variable; left out = the node as a whole. */
  row?: number;
  isFound?: boolean;
}

/** Every name that can be read there, in the order in which an editor offers them: the call, variables, answers, constants, the run. */
export function namesAt(flow: FlowDocument, place: AuthoringPlace, surroundings: Surroundings): KnownName[] {
  const node = flow.nodes.find(({ key }) => key === place.nodeKey);
  if (node === undefined) return [];
  const context = buildContext(flow, surroundings);
  const types = typesAt(context, node, place);
  return [
    ...INTERACTION_FIELDS.map((name) => known('call', `interaction.${name}`, memberOf(types.interaction, name))),
    ...variablesAt(context, node, place).map(({ name, madeBy }) => ({
      ...known('variables', variableReference(name), memberOf(types.variables, name)),
      madeBy,
    })),
    ...answersBefore(context, node, types),
    ...(surroundings.constants ?? []).map((name) => known('constants', `env.${name}`, memberOf(types.env, name))),
    ...RUN_FIELDS.map((name) => known('run', `run.${name}`, memberOf(types.run, name))),
    ...(place.isFound === true ? answerParts('response', 'response', types.response) : []),
  ];
}

/** How a variable is written: by its bare name, or in brackets where the name is no identifier. */
export function variableReference(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `variables[${JSON.stringify(name)}]`;
}

/** How an answer is written: `steps.ticket`, or in brackets where the key would be read as a subtraction. */
export function stepReference(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `steps.${key}` : `steps[${JSON.stringify(key)}]`;
}

function typesAt(context: CheckContext, node: FlowNode, { row }: AuthoringPlace): NameTypes {
  const types = new TypesInFlow(context);
  if (node.kind !== 'setVariable' || row === undefined) return types.namesOf(node);
  const ownVariables = node.config.assignments.slice(0, row).map(({ variable }) => variable);
  return types.namesAt(node, { fieldPath: '', kind: 'template', source: '', ownVariables });
}

function variablesAt(context: CheckContext, node: FlowNode, { row }: AuthoringPlace): MadeVariable[] {
  const { flow, graph, names } = context;
  const made = new Map<string, Set<string>>([...names.declared].map((name) => [name, new Set()]));
  const add = (maker: FlowNode, variables: readonly string[]): void => {
    for (const variable of variables.filter((name) => name !== '')) {
      made.set(variable, (made.get(variable) ?? new Set()).add(maker.key));
    }
  };
  const before = new Set(graph.ancestors(node.key));
  for (const other of flow.nodes.filter(({ key }) => before.has(key))) {
    add(
      other,
      ['success', 'next'].flatMap((port) => variablesSetBy(other, port)),
    );
  }
  if (row !== undefined) add(node, variablesSetBy(node, 'next').slice(0, row));
  return [...made].map(([name, makers]) => ({ name, madeBy: [...makers] }));
}

interface MadeVariable {
  name: string;
  madeBy: readonly string[];
}

function answersBefore({ flow, graph }: CheckContext, node: FlowNode, types: NameTypes): KnownName[] {
  const before = new Set(graph.ancestors(node.key));
  return nodesOf(flow, 'apiRequest')
    .filter(({ key }) => before.has(key))
    .flatMap(({ key }) => {
      const response = memberOf(memberOf(types.steps, key), 'response');
      return answerParts('steps', `${stepReference(key)}.response`, response).map((one) => ({ ...one, madeBy: [key] }));
    });
}

function answerParts(group: KnownName['group'], name: string, type: StaticType | undefined): KnownName[] {
  return ['status', 'headers', 'body'].map((part) => known(group, `${name}.${part}`, memberOf(type, part)));
}

function known(group: KnownName['group'], name: string, type: StaticType | undefined): KnownName {
  return { name, group, type: describeType(type ?? {}), madeBy: [] };
}

function memberOf(type: StaticType | undefined, name: string): StaticType | undefined {
  return type?.members?.get(name);
}
