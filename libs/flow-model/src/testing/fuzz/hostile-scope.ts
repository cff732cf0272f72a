import type { Json } from '../../document/json.ts';
import type { Scope } from '../../template/scope.ts';
import { PROTOTYPE_NAMES } from './random-expression.ts';
import type { Random } from './random.ts';

/** Reads of what is not the object's own, which must never happen; `JSON.stringify` alone asks for `toJSON`. */
export type Trespasses = string[];

const VALUES: readonly Json[] = [
  '',
  'abc',
  'a\0b\uD800c "q" \\u0000 {{text}}',
  0,
  -1.5,
  1e308,
  2 ** 53,
  true,
  false,
  null,
].concat(
  ['+14155550142', '2026-11-20T09:00:00Z', '{"__proto__": 1}', 'aGk=', ',', 'agent'], // some that functions like
);

/** Data of a call in which anything may stand, and which tells when somebody looks beyond it. */
export function hostileScope(random: Random, trespasses: Trespasses): Scope {
  const guarded = (value: Json): Json => guard(value, trespasses);
  const some = (): Json => randomValue(random, 3);
  const named = (names: readonly string[]): Record<string, Json> =>
    guarded(Object.fromEntries(names.filter(() => random.chance(0.6)).map((name) => [name, some()]))) as Record<
      string,
      Json
    >;
  const variables = ['text', 'list', 'object', 'number', 'flag', 'nothing', ...PROTOTYPE_NAMES];
  const own = named(variables);
  if (random.chance(0.05)) own['long'] = 'word and '.repeat(2000);
  return {
    interaction: named(['DISPOSITION', 'SUMMARY', 'TURNS', 'DURATION', 'constructor', 'text']),
    variables: own,
    steps: guarded({ n1: { response: { status: 200, headers: {}, body: some() } } }) as unknown as Scope['steps'],
    env: { CRM_URL: 'https://crm.example' },
    run: { id: 'run-1', startedAt: '2026-11-20T09:00:00Z' },
  };
}

/** Any JSON value. */
export function randomValue(random: Random, depth: number): Json {
  if (depth === 0 || random.chance(0.5)) return random.pick(VALUES);
  const inner = (): Json => randomValue(random, depth - 1);
  if (random.chance(0.5)) return random.list(4, inner);
  return Object.fromEntries(random.list(3, () => [random.pick(['a', 'role', 'text', ...PROTOTYPE_NAMES]), inner()]));
}

function guard(value: Json, trespasses: Trespasses): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member) => guard(member, trespasses));
  const members = Object.entries(value).map(([name, member]) => [name, guard(member, trespasses)]);
  return new Proxy(Object.fromEntries(members) as Record<string, Json>, {
    get(target, name) {
      if (!Object.hasOwn(target, name) && name !== 'toJSON') trespasses.push(String(name));
      return Object.hasOwn(target, name) ? (Reflect.get(target, name) as unknown) : undefined;
    },
  });
}
