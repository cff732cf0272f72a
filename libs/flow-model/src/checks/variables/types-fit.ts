import type { DecisionNode, RowOperator } from '../../document/nodes/decision.ts';
import { findTypeProblems, typeOfTree } from '../../template/site-types.ts';
import { templateSites } from '../../template/template-sites.ts';
import { isKnownNullable } from '../../template/types/static-type.ts';
import type { Check } from '../check.ts';
import { finding, type Finding } from '../finding.ts';
import { TypesInFlow } from '../types/types-in-flow.ts';

/** Operators and functions get what they can work with, as far as types are known before a run. */
export const typesFit: Check = {
  codes: ['E_TYPE', 'W_NULL_COMPARED'],
  find(context) {
    const { flow, graph } = context;
    // On a circle a variable would have the type that it has.
    if (graph.order.length < flow.nodes.length) return [];
    const types = new TypesInFlow(context);
    return flow.nodes.flatMap((node) => [
      ...templateSites(node).flatMap((site) =>
        findTypeProblems(site, types.namesAt(node, site)).map(({ code, message, range }) =>
          finding(code, { nodeKey: node.key, fieldPath: site.fieldPath, range }, message),
        ),
      ),
      ...(node.kind === 'decision' ? findAbsentInRows(node, types) : []),
    ]);
  },
};

const ORDERS: readonly RowOperator[] = ['<', '<=', '>', '>='];

/** The rows of the builder compare as expressions do: with what is absent there is no order. */
function findAbsentInRows(node: DecisionNode, types: TypesInFlow): Finding[] {
  const names = types.namesOf(node);
  return node.config.branches.flatMap(({ when }, branch) => {
    if (typeof when === 'string') return [];
    const list = when.all === undefined ? 'any' : 'all';
    return (when.all ?? when.any ?? []).flatMap(({ left, op }, row) => {
      if (!ORDERS.includes(op) || !isKnownNullable(typeOfTree(left ?? null, names))) return [];
      const fieldPath = `config.branches.${String(branch)}.when.${list}.${String(row)}.left`;
      const message =
        'This may be absent, and then the row is false. If that is not meant, give it a default: {{name|0}}.';
      return [finding('W_NULL_COMPARED', { nodeKey: node.key, fieldPath }, message)];
    });
  });
}
