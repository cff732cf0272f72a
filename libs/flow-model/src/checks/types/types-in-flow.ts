import { interactionType } from '../../call/interaction-type.ts';
import type { FlowNode } from '../../document/node-catalog.ts';
import type { MappingRow } from '../../document/nodes/api-request.ts';
import type { Assignment } from '../../document/nodes/set-variable.ts';
import type { StartNode } from '../../document/nodes/start.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import { RUN_FIELDS } from '../../template/scope.ts';
import { typeOfTree } from '../../template/site-types.ts';
import type { TemplateSite } from '../../template/template-sites.ts';
import type { NameTypes } from '../../template/types/name-types.ts';
import {
  BOOLEAN,
  NUMBER,
  orNull,
  TEXT,
  union,
  UNKNOWN,
  type MemberTypes,
  type StaticType,
} from '../../template/types/static-type.ts';
import type { CheckContext } from '../check.ts';
import { guardsOfReaders, type Guards } from './always-before.ts';

/** The types of names as a node sees them. Worked out when they are asked for: most nodes read few names. */
export class TypesInFlow {
  readonly #context: CheckContext;
  readonly #fixed: Omit<NameTypes, 'variables' | 'steps'>;
  readonly #declared: ReadonlyMap<string, StaticType>;
  readonly #nodes: ReadonlyMap<string, FlowNode>;
  readonly #guards: Guards;
  /** What each Set Variable node makes, by node key and variable. */
  readonly #assigned = new Map<string, ReadonlyMap<string, StaticType>>();

  constructor(context: CheckContext) {
    const { flow, graph, surroundings } = context;
    const [start] = nodesOf(flow, 'start');
    this.#context = context;
    this.#declared = declaredTypes(start);
    this.#nodes = new Map(flow.nodes.map((node) => [node.key, node]));
    this.#guards = guardsOfReaders(graph);
    this.#fixed = {
      interaction: interactionType(start?.config.event ?? 'call.ended', surroundings.eventSchemas),
      run: { can: ['object'], members: new Map(RUN_FIELDS.map((name) => [name, TEXT])) },
      env: { can: ['object'], members: membersBy(() => TEXT) },
      response: RESPONSE,
    };
  }

  /** What the names in one text of a node can be. */
  namesAt(node: FlowNode, { ownVariables }: TemplateSite): NameTypes {
    const own =
      node.kind === 'setVariable' && ownVariables !== undefined
        ? this.#ownRows(node.key, ownVariables.length)
        : undefined;
    return this.#namesSeen(node.key, own);
  }

  /** What names can be at a node, before its own rows set any. */
  namesOf(node: FlowNode): NameTypes {
    return this.#namesSeen(node.key);
  }

  #namesSeen(nodeKey: string, own?: ReadonlyMap<string, StaticType>): NameTypes {
    const members = membersBy((variable) => own?.get(variable) ?? this.#variableAt(nodeKey, variable));
    const steps = membersBy((key) => stepType(this.#hasAlwaysRun(key, nodeKey)));
    return { ...this.#fixed, steps: { can: ['object'], members: steps }, variables: { can: ['object'], members } };
  }

  /** The last node in plan order that set it; those before it as well, as long as the later ones need not have run. */
  #variableAt(nodeKey: string, variable: string): StaticType {
    const { graph, names } = this.#context;
    const setters = new Set(names.settersOf(variable));
    const before = setters.size === 0 ? [] : graph.ancestors(nodeKey).filter((key) => setters.has(key));
    let type: StaticType | undefined;
    for (const setter of before.toReversed()) {
      const set = this.#setBy(setter, variable);
      type = type === undefined ? set : union(type, set);
      if (this.#hasAlwaysRun(setter, nodeKey)) return type;
    }
    const declared = this.#declared.get(variable);
    if (declared === undefined) return type ?? UNKNOWN;
    return type === undefined ? declared : union(type, declared);
  }

  /** A request that failed has set nothing, and its failure exit leads on. */
  #hasAlwaysRun(setter: string, reader: string): boolean {
    const isCertain = this.#nodes.get(setter)?.kind === 'setVariable' || this.#hasNoFailureExit(setter);
    return isCertain && this.#guards.get(reader)?.has(setter) === true;
  }

  #hasNoFailureExit(nodeKey: string): boolean {
    return this.#context.graph.outgoing(nodeKey).every(({ port }) => port !== 'failure');
  }

  #setBy(nodeKey: string, variable: string): StaticType {
    const node = this.#nodes.get(nodeKey);
    if (node?.kind === 'apiRequest') {
      const rows = node.config.mapping.filter((row) => row.variable === variable);
      return rows.map(mappedType).at(-1) ?? UNKNOWN;
    }
    if (node?.kind !== 'setVariable') return UNKNOWN;
    const known = this.#assigned.get(nodeKey) ?? this.#typeRows(nodeKey, node.config.assignments);
    this.#assigned.set(nodeKey, known);
    return known.get(variable) ?? UNKNOWN;
  }

  #ownRows(nodeKey: string, count: number): ReadonlyMap<string, StaticType> | undefined {
    const node = this.#nodes.get(nodeKey);
    return node?.kind === 'setVariable' ? this.#typeRows(nodeKey, node.config.assignments.slice(0, count)) : undefined;
  }

  /** Rows see what the rows above them set. */
  #typeRows(nodeKey: string, rows: readonly Assignment[]): ReadonlyMap<string, StaticType> {
    const types = new Map<string, StaticType>();
    for (const { variable, value } of rows) {
      types.set(variable, typeOfTree(value ?? null, this.#namesSeen(nodeKey, new Map(types))));
    }
    return types;
  }
}

const RESPONSE: StaticType = {
  can: ['object'],
  members: new Map<string, StaticType>([
    ['status', NUMBER],
    ['headers', { can: ['object'] }],
    ['body', UNKNOWN],
  ]),
};
/** A step that did not run, or whose request brought no answer, has no response. */
function stepType(hasAlwaysRun: boolean): StaticType {
  return { can: ['object'], members: new Map([['response', hasAlwaysRun ? RESPONSE : orNull(RESPONSE)]]) };
}

/** Every name is a member; its type is found when it is asked for. */
function membersBy(typeOf: (name: string) => StaticType): MemberTypes {
  return { get: typeOf, has: () => true, keys: () => new Map<string, never>().keys() };
}

function declaredTypes(start: StartNode | undefined): ReadonlyMap<string, StaticType> {
  const variables = start?.config.variables ?? [];
  return new Map(
    variables.map(({ name, type, required }) => [name, required ? namedType(type) : orNull(namedType(type))]),
  );
}

function mappedType({ type, required, default: fallback }: MappingRow): StaticType {
  const mapped = namedType(type);
  return required || (fallback !== undefined && fallback !== null) ? mapped : orNull(mapped);
}

function namedType(type: MappingRow['type']): StaticType {
  switch (type) {
    case 'string':
      return TEXT;
    case 'number':
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'json':
      return UNKNOWN;
    default:
      return type satisfies never;
  }
}
