import { buildSchema, graphql, type GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { operationRoles, roles, type Role } from '../roles.ts';
import { gateRoles } from './role-gate.ts';

const contract = buildSchema(readFileSync(resolve(__dirname, '../../../schema.graphql'), 'utf8'));
const operations = [contract.getQueryType(), contract.getMutationType(), contract.getSubscriptionType()].flatMap(
  (root) => Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name ?? ''}.${field}`),
);

describe('the gate of roles', () => {
  const sdl =
    'type Query { actions: String apiKeys: String } type Mutation { saveDraft: P createWorkspace: P } type P { done: Boolean userErrors: [E!]! } type E { code: String! }';
  const gated = (): GraphQLSchema => {
    const schema = buildSchema(sdl);
    for (const root of [schema.getQueryType(), schema.getMutationType()]) {
      for (const field of Object.values(root?.getFields() ?? {}))
        field.resolve = () => (root?.name === 'Query' ? 'asked' : { done: true, userErrors: [] });
    }
    return gateRoles(schema);
  };
  const ask = (source: string, role: Role, isOfInstallation = false) =>
    graphql({ schema: gated(), source, contextValue: { caller: { role, isOfInstallation }, loaders: new Map() } });

  it('has a row for every operation of the contract, and none for another', () => {
    expect(Object.keys(operationRoles).sort()).toEqual(operations.sort());
  });

  it.each<[Role, boolean, boolean]>([
    ['SENDER', false, false],
    ['VIEWER', true, false],
    ['OPERATOR', true, false],
    ['EDITOR', true, true],
    ['PUBLISHER', true, true],
    ['ADMIN', true, true],
  ])('lets %s read: %p, edit: %p', async (role, mayRead, mayEdit) => {
    const read = await ask('{ actions }', role);
    expect([read.data?.['actions'] ?? null, read.errors?.[0]?.extensions['code']]).toEqual(
      mayRead ? ['asked', undefined] : [null, 'FORBIDDEN'],
    );
    const edited = await ask('mutation { saveDraft { done userErrors { code } } }', role);
    expect(edited.data?.['saveDraft']).toEqual(
      mayEdit ? { done: true, userErrors: [] } : { done: null, userErrors: [{ code: 'FORBIDDEN' }] },
    );
  });

  it('lets only an admin of the installation make workspaces', async () => {
    const make = 'mutation { createWorkspace { done userErrors { code } } }';
    for (const role of roles) {
      const [own, all] = [await ask(make, role), await ask(make, role, true)];
      expect(own.data?.['createWorkspace']).toMatchObject({ done: null, userErrors: [{ code: 'FORBIDDEN' }] });
      expect(all.data?.['createWorkspace']).toMatchObject({ done: role === 'ADMIN' ? true : null });
    }
  });

  it('does not start with an operation that has no row, or no resolver', () => {
    const unknown = buildSchema('type Query { somethingNew: String }');
    expect(() => gateRoles(unknown)).toThrow('Query.somethingNew has no row');
    expect(() => gateRoles(buildSchema('type Query { actions: String }'))).toThrow('Query.actions has no resolver');
  });
});
