import type { Json } from '../../document/json.ts';
import { ROW_OPERATORS } from '../../document/nodes/decision.ts';
import { compileCondition } from '../../template/expression.ts';
import { compileTemplate } from '../../template/template.ts';
import { randomValue } from './hostile-scope.ts';
import { damaged, PROTOTYPE_NAMES, randomExpression, randomTemplate } from './random-expression.ts';
import type { Random } from './random.ts';

type Config = Record<string, unknown>;

/** A flow as somebody may send it: most of them in order, the others with something in them that does not belong there. */
export function randomDocument(random: Random): unknown {
  const count = 1 + random.below(8);
  const nodes = Array.from({ length: count }, (_, at) => randomNode(random, `n${String(at + 1)}`));
  const keys = ['start', ...nodes.map(({ key }) => key)];
  const edges = nodes.map((node, at) => ({ from: keys[random.below(at + 1)], to: node.key }));
  const portOf = (key: string | undefined): string =>
    random.pick(nodes.find((node) => node.key === key)?.ports ?? ['next']);
  const document = {
    format: 1,
    nodes: [
      { key: 'start', kind: 'start', config: startConfig(random) },
      ...nodes.map(({ key, kind, config }) => ({ key, kind, config })),
    ],
    edges: edges.map(({ from, to }) => ({ from, port: portOf(from), to })),
  };
  return random.chance(0.6) ? document : broken(random, document as unknown as Json);
}

function startConfig(random: Random): Config {
  const names = ['text', 'list', 'number'].filter(() => random.chance(0.5));
  const variables = names.map((name) => ({ name, type: random.pick(['string', 'number', 'boolean', 'json']) }));
  return random.chance(0.3) ? { variables, condition: condition(random) } : { variables };
}

/** Most documents compile as a whole, so nearly every text in them has to; a few are as authors leave them while they type. */
function sound(random: Random, make: () => string, isSound: (source: string) => boolean): string {
  if (random.chance(0.01)) return damaged(random, make());
  const sources = Array.from({ length: 8 }, make);
  return sources.find(isSound) ?? 'x == 1';
}

function condition(random: Random): string {
  const make = (): string => `${randomExpression(random, 1)} == ${randomExpression(random, 1)}`;
  return sound(random, make, (source) => compileCondition(source).ok);
}

function template(random: Random): string {
  const isSound = (source: string): boolean => source.trim() !== '' && compileTemplate(source).ok;
  return sound(random, () => randomTemplate(random), isSound);
}

function randomNode(random: Random, key: string): { key: string; kind: string; config: Config; ports: string[] } {
  const kind = random.pick(['apiRequest', 'apiRequest', 'setVariable', 'decision']);
  if (kind === 'setVariable') {
    const assignments = Array.from({ length: 1 + random.below(3) }, () => ({
      variable: random.pick(['a', 'b', 'text', 'list']),
      value: tree(random, 2),
    }));
    return { key, kind, config: { assignments }, ports: ['next'] };
  }
  if (kind === 'decision') {
    const rows = (): unknown => ({ left: tree(random, 0), op: random.pick(ROW_OPERATORS), right: tree(random, 0) });
    const when = random.chance(0.5) ? condition(random) : { [random.pick(['all', 'any'])]: [rows(), rows()] };
    return { key, kind, config: { branches: [{ key: 'yes', when }] }, ports: ['yes', 'otherwise'] };
  }
  return { key, kind, config: requestConfig(random), ports: ['success', 'success', 'failure'] };
}

function requestConfig(random: Random): Config {
  const row = (): unknown => ({ name: random.pick(['X-A', 'q', 'x-b']), value: template(random) });
  const bodies: unknown[] = [
    { type: 'json', json: tree(random, 3), absent: random.pick(['null', 'drop']) },
    { type: 'form', form: [row()] },
    { type: 'raw', raw: template(random) },
  ];
  return {
    method: 'POST',
    url: random.pick([
      'https://crm.example/{{text}}',
      '{{env.CRM_URL}}/x?y={{text|none}}',
      'https://{{text}}.example/',
    ]),
    query: random.list(1, row),
    headers: random.list(1, row),
    body: random.pick(bodies),
    mapping: random.list(2, () => ({
      variable: random.pick(['a', 'b']),
      path: random.pick(['$.a', 'a[0]', '$', '$..a']),
      type: 'json',
    })),
  };
}

function tree(random: Random, depth: number): Json {
  if (depth === 0 || random.chance(0.5)) return template(random);
  const inner = (): Json => tree(random, depth - 1);
  if (random.chance(0.4)) return [inner(), ...random.list(2, inner)];
  return Object.fromEntries([
    ['a', inner()],
    ...random.list(2, () => [random.pick(['b', ...PROTOTYPE_NAMES]), inner()] as const),
  ]);
}

/** One value somewhere in the document becomes another, or a member comes in that nobody knows. */
function broken(random: Random, value: Json): Json {
  if (typeof value !== 'object' || value === null || random.chance(0.1)) return randomValue(random, 2);
  const names = Object.keys(value);
  if (Array.isArray(value)) {
    const at = random.below(Math.max(1, names.length));
    return value.map((member, index) => (index === at ? broken(random, member) : member));
  }
  const name = random.chance(0.1) ? random.pick(PROTOTYPE_NAMES) : random.pick(names.length === 0 ? ['x'] : names);
  const member = Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  return Object.fromEntries([...Object.entries(value), [name, broken(random, member)]]);
}
