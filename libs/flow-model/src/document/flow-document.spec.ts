import { flowDocumentJsonSchema } from './flow-document.ts';

describe('the JSON Schema of the document', () => {
  const schema = JSON.parse(JSON.stringify(flowDocumentJsonSchema())) as {
    required: string[];
    additionalProperties: boolean;
    properties: { nodes: { items: { oneOf: { properties: { kind: { const: string } } }[] } } };
  };

  it('asks for what has no default and refuses unknown fields', () => {
    expect(schema.required).toEqual(['format', 'nodes']);
    expect(schema.additionalProperties).toBe(false);
  });

  it('knows every node kind', () => {
    const kinds = schema.properties.nodes.items.oneOf.map((node) => node.properties.kind.const);
    expect(kinds).toEqual(['start', 'apiRequest', 'setVariable', 'decision']);
  });
});
