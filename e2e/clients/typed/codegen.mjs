// What a customer's project has in its codegen.ts: types for its own calls, from the registry that it talks to.
const { GRAPHQL_URL, TOKEN } = process.env;

export default {
  schema: [{ [GRAPHQL_URL]: { headers: { Authorization: `Bearer ${TOKEN}` } } }],
  documents: ['calls.ts'],
  generates: {
    './generated/': {
      preset: 'client',
      config: { documentMode: 'string', useTypeImports: true, scalars: { FlowDocument: 'object', DateTime: 'string' } },
    },
  },
  importExtension: '.js',
};
