import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isRequiredInputField,
  type GraphQLInputType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RunningRegistry } from '../testing/postgres/running-registry.ts';
import { mayAsk, operationRoles, type Role } from './roles.ts';

const contract = buildSchema(readFileSync(resolve(__dirname, '../../schema.graphql'), 'utf8'));
const mutations = Object.values(contract.getMutationType()?.getFields() ?? {});

/** Some value that fits a type, with what is required and nothing else. */
function anyOf(type: GraphQLInputType): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (isInputObjectType(nullable)) {
    const required = Object.values(nullable.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, anyOf(field.type)]));
  }
  const scalars: Record<string, unknown> = { Int: 1, Float: 1, Boolean: true, DateTime: '2030-01-01T00:00:00Z' };
  const { name } = getNamedType(nullable);
  return name in scalars ? scalars[name] : name.endsWith('Document') || name === 'Secret' ? {} : 'x';
}

function ask(field: (typeof mutations)[number]): { query: string; variables: Record<string, unknown> } {
  const declared = field.args.map((argument) => `$${argument.name}: ${argument.type.toString()}`).join(', ');
  const given = field.args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  return {
    query: `mutation (${declared}) { ${field.name}(${given}) { userErrors { code } } }`,
    variables: Object.fromEntries(field.args.map((argument) => [argument.name, anyOf(argument.type)])),
  };
}

describe('the table of roles', () => {
  let registry: RunningRegistry;
  const tokens = new Map<Role, string>();
  beforeAll(async () => {
    registry = await RunningRegistry.start();
    for (const role of ['SENDER', 'VIEWER', 'OPERATOR', 'EDITOR', 'PUBLISHER', 'ADMIN'] as const) {
      const { createApiKey } = await registry.data(
        'mutation ($role: Role!, $name: String!) { createApiKey(input: { name: $name, role: $role }) { token } }',
        { variables: { role, name: role } },
      );
      tokens.set(role, createApiKey.token as string);
    }
  });
  afterAll(() => registry.stop());

  const codesOf = async (role: Role, field: (typeof mutations)[number]): Promise<string[]> => {
    const { query, variables } = ask(field);
    const data = await registry.data(query, { token: tokens.get(role) ?? '', variables });
    return (data[field.name].userErrors as { code: string }[]).map(({ code }) => code);
  };

  it.each<Role>(['SENDER', 'VIEWER', 'OPERATOR', 'EDITOR', 'PUBLISHER'])(
    'holds against %s: each mutation that it may not ask is FORBIDDEN, and nothing of it happens',
    async (role) => {
      const refused = mutations.filter(({ name }) => !mayAsk({ role, isOfInstallation: false }, `Mutation.${name}`));
      for (const field of refused) {
        expect([field.name, await codesOf(role, field)]).toEqual([field.name, ['FORBIDDEN']]);
      }
    },
  );

  it('lets a viewer change nothing at all', () => {
    const viewer = { role: 'VIEWER', isOfInstallation: true } as const;
    expect(mutations.filter(({ name }) => mayAsk(viewer, `Mutation.${name}`))).toEqual([]);
    expect(mutations.length).toBeGreaterThan(20);
  });

  it('lets an editor neither publish, nor make live, nor enable, nor change agents', async () => {
    const names = ['publishVersion', 'makeVersionLive', 'setActionEnabled', 'setActionAgents', 'registerAgent'];
    for (const field of mutations.filter(({ name }) => names.includes(name))) {
      expect([field.name, await codesOf('EDITOR', field)]).toEqual([field.name, ['FORBIDDEN']]);
    }
    expect(mutations.filter(({ name }) => names.includes(name))).toHaveLength(names.length);
  });

  it('tells a role that may ask what is wrong with what it asks, and not that it may not', async () => {
    const field = mutations.find(({ name }) => name === 'publishVersion');
    if (field === undefined) throw new Error('there is no publishVersion');
    expect(await codesOf('PUBLISHER', field)).toEqual(['NOT_FOUND']);
  });

  it('has a query for every role from viewer on, and none for senders', () => {
    const queries = Object.keys(operationRoles).filter((name) => !name.startsWith('Mutation.'));
    expect(queries.filter((name) => mayAsk({ role: 'SENDER', isOfInstallation: true }, name))).toEqual([]);
    expect(queries.filter((name) => mayAsk({ role: 'VIEWER', isOfInstallation: false }, name)).length).toBeGreaterThan(
      10,
    );
  });
});
