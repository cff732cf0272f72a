import type { FlowDocument } from '../document/flow-document.ts';
import type { FlowNode } from '../document/node-catalog.ts';
import { isJsonObject, type Json } from '../document/json.ts';
import { mapTexts } from './map-texts.ts';
import { stepReference, variableReference } from './names-at.ts';
import { markCondition, markTemplates, type MarkedName } from './template-marks.ts';

/** The flow with a node under another key: edges, `steps.<key>` and the flow's tests follow. */
export function renameNode(flow: FlowDocument, from: string, to: string): FlowDocument {
  const renamed = (key: string): string => (key === from ? to : key);
  const nodes = flow.nodes.map((node) => renameStepIn({ ...node, key: renamed(node.key) }, from, to));
  const edges = flow.edges.map((edge) => ({ ...edge, from: renamed(edge.from), to: renamed(edge.to) }));
  return withTests({ ...flow, nodes, edges }, (test) => renameKeyInTest(test, from, to));
}

/** One node with `steps.<from>` read as `steps.<to>`. */
export function renameStepIn<Node extends FlowNode>(node: Node, from: string, to: string): Node {
  return renameNames(node, ({ path: [root, key] }) =>
    root === 'steps' && key === from ? stepReference(to) : undefined,
  );
}

/** The flow with a variable under another name: where it is declared, mapped, assigned and read, and in the flow's tests. */
export function renameVariable(flow: FlowDocument, from: string, to: string): FlowDocument {
  const nodes = flow.nodes.map((node) =>
    renameSetters(
      renameNames(node, ({ path: [root, name] }) =>
        root === 'variables' && name === from ? variableReference(to) : undefined,
      ),
      from,
      to,
    ),
  );
  return withTests({ ...flow, nodes }, (test) => renameVariableInTest(test, from, to));
}

/** How often the flow reads a variable. */
export function countUses(flow: FlowDocument, variable: string): number {
  let count = 0;
  for (const node of flow.nodes) {
    renameNames(node, ({ path: [root, name] }) => {
      if (root === 'variables' && name === variable) count += 1;
      return undefined;
    });
  }
  return count;
}

/** `write` gives what takes the place of the first two parts of a name (`steps.x`, `variables.x` or a bare `x`). */
function renameNames<Node extends FlowNode>(node: Node, write: (name: MarkedName) => string | undefined): Node {
  return mapTexts(node, (text, kind) => {
    const marks = kind === 'condition' ? [markCondition(text)] : markTemplates(text);
    const names = marks.flatMap((mark) => mark.names).toSorted((one, other) => other.range.from - one.range.from);
    return names.reduce((changed, name) => {
      const written = write(name);
      if (written === undefined) return changed;
      const old = changed.slice(name.range.from, name.range.to);
      return `${changed.slice(0, name.range.from)}${written}${behindHead(old)}${changed.slice(name.range.to)}`;
    }, text);
  });
}

const BARE = /^[A-Za-z_][A-Za-z0-9_]*/;
const MEMBER =
  /^(?:steps|variables)\s*(?:\.\s*[A-Za-z_][A-Za-z0-9_]*|\[\s*(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*\])/;

/** What stands behind `steps.x`, `variables["x"]` or `x`. */
function behindHead(name: string): string {
  const head = MEMBER.exec(name) ?? BARE.exec(name);
  return name.slice(head?.[0].length ?? name.length);
}

function renameSetters(node: FlowNode, from: string, to: string): FlowNode {
  const renamed = <Row extends { variable: string }>(rows: readonly Row[]): Row[] =>
    rows.map((row) => (row.variable === from ? { ...row, variable: to } : row));
  switch (node.kind) {
    case 'start': {
      const variables = node.config.variables.map((one) => (one.name === from ? { ...one, name: to } : one));
      return { ...node, config: { ...node.config, variables } };
    }
    case 'setVariable':
      return { ...node, config: { assignments: renamed(node.config.assignments) } };
    case 'apiRequest': {
      const { idempotency } = node.config;
      const lookup = idempotency.lookup && { ...idempotency.lookup, mapping: renamed(idempotency.lookup.mapping) };
      return {
        ...node,
        config: {
          ...node.config,
          mapping: renamed(node.config.mapping),
          idempotency: lookup === undefined ? idempotency : { ...idempotency, lookup },
        },
      };
    }
    case 'decision':
    case 'say':
      return node;
    default:
      return node satisfies never;
  }
}

type Test = Record<string, Json>;

function withTests(flow: FlowDocument, change: (test: Test) => Test): FlowDocument {
  return flow.tests === undefined ? flow : { ...flow, tests: flow.tests.map(change) };
}

function renameKeyInTest(test: Test, from: string, to: string): Test {
  const changed = changeMember(test, 'answers', (answers) => renameMember(answers, from, to));
  return changeMember(changed, 'expect', (expected) => {
    const inPath = changeMember(expected, 'path', (path) =>
      Array.isArray(path) ? path.map((key) => (key === from ? to : key)) : path,
    );
    return changeMember(inPath, 'requests', (requests) => renameMember(requests, from, to));
  });
}

function renameVariableInTest(test: Test, from: string, to: string): Test {
  return changeMember(test, 'expect', (expected) =>
    changeMember(expected, 'variables', (variables) => renameMember(variables, from, to)),
  );
}

function changeMember(holder: Json | undefined, name: string, change: (value: Json) => Json): Test {
  if (!isJsonObject(holder)) return holder as unknown as Test;
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  return value === undefined ? holder : { ...holder, [name]: change(value) };
}

function renameMember(object: Json, from: string, to: string): Json {
  if (!isJsonObject(object)) return object;
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name === from ? to : name, value]));
}
