import { readNames } from '../checks/variables/names-in-flow.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { nodesOf } from '../document/nodes-of.ts';

/** What of its workspace a flow names, each once, in the order of the flow. */
export interface FlowNeeds {
  authProfiles: readonly string[];
  /** Names of constants (`env.*`); those that only a computed name would find are not seen. */
  constants: readonly string[];
}

/** The auth profiles and constants that must be there for the flow to run as drawn. */
export function flowNeeds(flow: FlowDocument): FlowNeeds {
  const profiles = nodesOf(flow, 'apiRequest').map((node) => node.config.authProfile ?? '');
  const constants = readNames(flow, {}).uses.flatMap(({ reference }) =>
    reference.root === 'env' ? reference.path.slice(0, 1) : [],
  );
  return {
    authProfiles: [...new Set(profiles.filter((name) => name !== ''))],
    constants: [...new Set(constants)],
  };
}
