import { findTypeProblems } from '../../template/site-types.ts';
import { templateSites } from '../../template/template-sites.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { TypesInFlow } from '../types/types-in-flow.ts';

/** Operators and functions get what they can work with, as far as types are known before a run. */
export const typesFit: Check = {
  codes: ['E_TYPE', 'W_NULL_COMPARED'],
  find(context) {
    const { flow, graph } = context;
    // On a circle a variable would have the type that it has.
    if (graph.order.length < flow.nodes.length) return [];
    const types = new TypesInFlow(context);
    return flow.nodes.flatMap((node) =>
      templateSites(node).flatMap((site) =>
        findTypeProblems(site, types.namesAt(node, site)).map(({ code, message, range }) =>
          finding(code, { nodeKey: node.key, fieldPath: site.fieldPath, range }, message),
        ),
      ),
    );
  },
};
