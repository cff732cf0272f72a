import { buildGraph, previewScope, previewTemplate, type FlowDocument, type Sample } from '@aftercall/flow-model';

/**
 * The hosts that a run of the flow may send requests to, each once; an address whose host depends on an answer stands as it
 * is written.
 * @param upTo - the step that the run ends with; undefined = all of the flow
 */
export function hostsOfFlow(flow: FlowDocument, sample: Sample, upTo?: string): readonly string[] {
  const on = upTo === undefined ? undefined : new Set([upTo, ...buildGraph(flow).ancestors(upTo)]);
  const hosts = flow.nodes.flatMap((node) => {
    if (node.kind !== 'apiRequest' || on?.has(node.key) === false) return [];
    const shown = previewTemplate(node.config.url, previewScope(flow, sample, node.key));
    const url = shown.ok && typeof shown.value === 'string' ? shown.value : '';
    return [URL.canParse(url) && new URL(url).host !== '' ? new URL(url).host : node.config.url];
  });
  return [...new Set(hosts)];
}
