import { compareFlows, type FlowDocument } from '@aftercall/flow-model';

/** Whether two drafts are one and the same, places on the canvas included. */
export function isSameFlow(one: FlowDocument, other: FlowDocument): boolean {
  if (one === other) return true;
  const { isSame, moved } = compareFlows(one, other);
  return isSame && moved.length === 0 && one.nodes.length === other.nodes.length;
}
