/** A flow of so many nodes, its expressions never seen before under another salt: requests in threes with a Decision and a Set Variable between them, with templates in every field. */
export function sampleFlow(nodeCount: number, salt: number): unknown {
  const nodes: unknown[] = [
    {
      key: 'start',
      kind: 'start',
      config: { variables: [{ name: 'customerId', type: 'string', required: true }] },
    },
  ];
  const edges: unknown[] = [];
  let last = { from: 'start', port: 'next' };
  for (let at = 1; at < nodeCount; at += 1) {
    const { node, port } = sampleNode(at, salt);
    nodes.push(node);
    edges.push({ ...last, to: `n${String(at)}` });
    last = { from: `n${String(at)}`, port };
  }
  return { format: 1, nodes, edges };
}

function sampleNode(at: number, salt: number): { node: unknown; port: string } {
  const key = `n${String(at)}`;
  if (at % 5 === 0) {
    const when = `{{interaction.DISPOSITION}} == "escalated" && default(interaction.DURATION, ${String(at)}) > ${String(salt)}`;
    return { node: { key, kind: 'decision', config: { branches: [{ key: 'yes', when }] } }, port: 'yes' };
  }
  if (at % 5 === 1) {
    const assignments = [
      {
        variable: `note${String(at)}`,
        value: `Customer {{default(customerId, ${String(at)})}}, {{truncate(interaction.OUTCOME, ${String(salt)})}}`,
      },
    ];
    return { node: { key, kind: 'setVariable', config: { assignments } }, port: 'next' };
  }
  return { node: { key, kind: 'apiRequest', config: requestConfig(at, salt) }, port: 'success' };
}

function requestConfig(at: number, salt: number): unknown {
  return {
    method: 'POST',
    url: '{{env.CRM_URL}}/customers/{{customerId}}/notes',
    headers: [{ name: 'X-Call', value: '{{interaction.CALL_ID}}' }],
    body: {
      type: 'json',
      json: {
        summary: `{{truncate(interaction.SUMMARY, ${String(1000 * salt + at)})}}`,
        turns: '{{interaction.TURNS}}',
        at,
      },
    },
    mapping: [{ variable: `id${String(at)}`, path: '$.id', type: 'string', required: true }],
    idempotency: { honoured: true },
  };
}
