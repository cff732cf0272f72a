import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLInputType,
} from 'graphql';
import { MutationWorld, mutationRows, type Input } from '../api/mutation-rows.ts';
import { World } from '../world.ts';

const schema = buildSchema(
  readFileSync(resolve(import.meta.dirname, '../../apps/flow-registry/schema.graphql'), 'utf8'),
);
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const names = mutations.map(({ name }) => name);

function inputTypeOf(name: string): GraphQLInputType {
  const type = mutations.find((one) => one.name === name)?.args[0]?.type;
  if (type === undefined) throw new Error(`${name} has no input`);
  return type;
}

/** One value of an input, with where it stands and what type the contract gives it. */
interface Leaf {
  path: string;
  type: string;
  isEnum: boolean;
  isRequired: boolean;
  value: unknown;
}

interface Refusal {
  status: number;
  text: string;
  errors: { code: string }[];
  problems: { code: string; message: string; path: string[] | null }[];
  action: { draft: { revision: number; flow: unknown } } | null | undefined;
}

const made = new MutationWorld();
const rows = mutationRows(made);

const HALF = '\ud800';

describe('bad input', () => {
  let world: World;
  beforeAll(async () => {
    // Every leaf of every mutation is asked about: more in a minute than one key may ask.
    world = await World.start({ environment: { REQUESTS_PER_MINUTE: '0' } });
    await made.open(world);
  });
  afterAll(() => world.stop());

  const ask = async (name: string, input: unknown): Promise<Refusal> => {
    const payload = getNamedType(mutations.find((one) => one.name === name)!.type);
    const withAction = isObjectType(payload) && payload.getFields()['action'] !== undefined;
    const selection = `${withAction ? 'action { draft { revision flow } }' : ''} userErrors { code message path }`;
    const query = `mutation ($input: ${String(inputTypeOf(name))}) { ${name}(input: $input) { ${selection} } }`;
    const { status, data, errors } = await world.graphql<Record<
      string,
      { userErrors: Refusal['problems'] } & Pick<Refusal, 'action'>
    > | null>(query, { input });
    const answered = data?.[name];
    return {
      status,
      text: JSON.stringify([data, errors]),
      errors: (errors ?? []).map(({ extensions }) => ({ code: extensions?.code ?? '' })),
      problems: answered?.userErrors ?? [],
      action: answered?.action,
    };
  };

  it('has a row for every mutation of the contract, and none for another', () => {
    expect(Object.keys(rows).sort()).toEqual([...names].sort());
  });

  it.each(names)('the row of %s fills every field of its input', async (name) => {
    const filled = new Set(
      (await everyInput(name)).flatMap((input) => leavesOf(inputTypeOf(name), input)).map(({ path }) => path),
    );
    const fields = fieldPaths(inputTypeOf(name));
    expect(fields.filter((path) => ![...filled].some((one) => one === path || one.startsWith(`${path}.`)))).toEqual([]);
  });

  describe.each(names)('%s', (name) => {
    it('refuses texts that nobody could read, and takes the same input without them', async () => {
      for (const input of await everyInput(name)) {
        const attempts = textsOf(name, input).flatMap((leaf) =>
          hostileTexts(leaf).map(([what, value]) => ({
            what,
            at: leaf.path,
            spoiled: withValue(input, leaf.path, value),
          })),
        );
        const accepted: object[] = [];
        for (const { what, at, spoiled } of attempts) {
          const { status, errors, problems } = await ask(name, spoiled);
          const isRefused = problems.length > 0 && problems.every((problem) => isTold(problem, at));
          if (status !== 200 || errors.length > 0 || !isRefused) accepted.push({ what, at, status, errors, problems });
        }
        expect(accepted).toEqual([]);
        expect(await ask(name, input)).toMatchObject({ status: 200, errors: [], problems: [] });
      }
    });

    it('refuses what does not fit its type, and never repeats it', async () => {
      const [input = {}] = await everyInput(name);
      for (const leaf of leavesOf(inputTypeOf(name), input)) {
        const wrong: unknown[] = leaf.isEnum
          ? ['S3CRET']
          : ['Boolean', 'Int', 'DateTime'].includes(leaf.type)
            ? ['S3CRET']
            : [];
        if (['String', 'ID'].includes(leaf.type)) wrong.push({ S3CRET: 1 });
        if (leaf.isRequired) wrong.push(null);
        for (const value of wrong) {
          const answer = await ask(name, withValue(input, leaf.path, value));
          expect({ at: leaf.path, ...answer }).toMatchObject({ status: 400, errors: [{ code: 'BAD_USER_INPUT' }] });
          expect(answer.text).not.toContain('S3CRET');
        }
      }
      const unknown = await ask(name, { ...input, s3cret: 1 });
      expect(unknown).toMatchObject({ status: 400, errors: [{ code: 'BAD_USER_INPUT' }] });
    });

    it('never fails on JSON, however odd', async () => {
      const failed: object[] = [];
      for (const { make, path, value } of await oddInputs(name)) {
        const { errors } = await ask(name, withValue(await make(), path, value));
        const codes = errors.map(({ code }) => code).filter((code) => !['BAD_USER_INPUT', 'TOO_LARGE'].includes(code));
        if (codes.length > 0) failed.push({ path, value: JSON.stringify(value).slice(0, 40), codes });
      }
      expect(failed).toEqual([]);
    });
  });

  it.each(names.filter((name) => rows[name]?.foreign !== undefined))(
    "%s knows no id but the workspace's own, and tells another workspace's from an unknown one by nothing",
    async (name) => {
      const { foreign = {}, inputs } = rows[name]!;
      for (const [path, makeForeign] of Object.entries(foreign)) {
        const input = await inputs[0]!();
        const answers = [];
        for (const id of [await makeForeign(), randomUUID(), '', 'x', '../..'])
          answers.push(await ask(name, withValue(input, path, id)));
        for (const answer of answers) {
          expect(answer).toEqual(answers[0]);
          expect(answer.problems.map(({ code }) => code)).toEqual(['NOT_FOUND']);
          expect(answer.problems.every((problem) => isTold(problem, path))).toBe(true);
        }
      }
    },
  );

  const guarded = names.filter((name) => fieldPaths(inputTypeOf(name)).includes('expectedRevision'));

  it.each(guarded)('%s says whose draft stands when the revision is stale, and what is in it', async (name) => {
    const [input = {}] = await everyInput(name);
    const revision = input['expectedRevision'] as number;
    for (const stale of [revision - 1, revision + 1, 0, -1, 2_147_483_647]) {
      const { problems, action } = await ask(name, { ...input, expectedRevision: stale });
      expect(problems).toMatchObject([{ code: 'STALE_REVISION', path: ['input', 'expectedRevision'] }]);
      expect(problems[0]?.message).toMatch(/saved by \S.* at \d{4}-\d\d-\d\dT/);
      if (name !== 'publishVersion') expect(action?.draft).toMatchObject({ revision, flow: { format: 1 } });
    }
  });

  it.each(names.filter((name) => rows[name]?.taken !== undefined))('%s refuses a name that is taken', async (name) => {
    const { taken, inputs } = rows[name]!;
    const there = await taken!.name();
    const input = { ...(await inputs[0]!()), [taken!.field]: there };
    expect((await ask(name, input)).problems).toMatchObject([{ code: 'NAME_TAKEN', path: ['input', taken!.field] }]);
  });

  const everyInput = (name: string): Promise<Input[]> => Promise.all((rows[name]?.inputs ?? []).map((make) => make()));

  const oddInputs = async (name: string) => {
    const makers = rows[name]?.inputs ?? [];
    const found = await Promise.all(
      makers.map(async (make) => {
        const places = leavesOf(inputTypeOf(name), await make()).filter(({ type }) => JSON_TYPES.has(type));
        return places.flatMap(({ path }) => ODD_JSON.map((value) => ({ make, path, value })));
      }),
    );
    return found.flat();
  };

  const textsOf = (name: string, input: Input): Leaf[] =>
    leavesOf(inputTypeOf(name), input).filter(
      ({ type, path }) => ['String', 'ID'].includes(type) && !(rows[name]?.free ?? []).includes(path),
    );
});

const ODD_JSON: unknown[] = [
  nested(2000),
  `a\u0000${HALF}`,
  { [`a\u0000${HALF}`]: HALF },
  [[]],
  1e308,
  null,
  'x'.repeat(1_100_000),
];
const JSON_TYPES = new Set(['JSON', 'FlowDocument', 'ActionDocument', 'Secret']);

function hostileTexts({ value }: Leaf): [string, string][] {
  const text = String(value);
  return [
    ['a NUL', `${text}\u0000`],
    ['a control character', `${text}\u0007`],
    ['half a character', `${text}${HALF}`],
    ['far too long', 'x'.repeat(200_000)],
  ];
}

/** Whether a problem says of this place, or of what it stands in, that it cannot be or that there is no such thing. */
function isTold({ code, path }: Refusal['problems'][number], at: string): boolean {
  const told = (path ?? []).join('.');
  return (
    ['INVALID', 'NOT_FOUND'].includes(code) && told.length > 'input.'.length && `input.${at}.`.startsWith(`${told}.`)
  );
}

function leavesOf(type: GraphQLInputType, value: unknown, path: string[] = []): Leaf[] {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (value === undefined) return [];
  if (isListType(inner)) {
    return (value as unknown[]).flatMap((one, index) => leavesOf(inner.ofType, one, [...path, `${index}`]));
  }
  if (isInputObjectType(inner)) {
    return Object.values(inner.getFields()).flatMap((field) =>
      leavesOf(field.type, (value as Input)[field.name], [...path, field.name]),
    );
  }
  const { name } = inner as { name: string };
  return [{ path: path.join('.'), type: name, isEnum: isEnumType(inner), isRequired: isNonNullType(type), value }];
}

/** Every field of an input, lists by their first entry. */
function fieldPaths(type: GraphQLInputType, path: string[] = []): string[] {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return fieldPaths(inner.ofType, [...path, '0']);
  if (!isInputObjectType(inner)) return [path.join('.')];
  return Object.values(inner.getFields()).flatMap((field) => fieldPaths(field.type, [...path, field.name]));
}

function withValue(input: Input, path: string, value: unknown): Input {
  const copy = structuredClone(input);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let place = copy;
  for (const step of steps) place = place[step] as Input;
  place[last] = value;
  return copy;
}

function nested(depth: number): unknown {
  return JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth));
}
