import { isJsonObject, parseFlowDocument, type FlowDocument, type Json } from '@aftercall/flow-model';
import { withPlaces } from '../edit/with-places.ts';
import { findJsonProblem } from '../json/find-json-problem.ts';

/** A flow that was written by hand or exported, or everything that keeps it from being one. */
export type ReadFlow =
  { readonly ok: true; readonly flow: FlowDocument } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a flow document, or an exported action with one in it. Each problem names its place. */
export function readFlowText(text: string): ReadFlow {
  const broken = findJsonProblem(text);
  if (broken !== undefined) {
    return { ok: false, problems: [`Line ${String(text.slice(0, broken.at).split('\n').length)}: ${broken.problem}.`] };
  }
  const value = JSON.parse(text) as Json;
  const document = isJsonObject(value) && isJsonObject(value['flow']) ? value['flow'] : value;
  const parsed = parseFlowDocument(document);
  if (parsed.ok) return { ok: true, flow: withPlaces(parsed.flow) };
  return {
    ok: false,
    problems: parsed.findings.map(({ nodeKey, fieldPath, message }) =>
      [[nodeKey, fieldPath].filter((part) => part !== undefined).join(', '), message]
        .filter((part) => part !== '')
        .join(': '),
    ),
  };
}

/** As it is exported: readable, and read again. */
export function writeFlowText(flow: FlowDocument): string {
  return `${JSON.stringify(flow, undefined, 2)}\n`;
}
