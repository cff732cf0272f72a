import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** A request that fails for good ends the run as failed unless the author wired its other exit. */
export const failuresHandled: Check = {
  codes: ['W_NO_FAILURE_PATH'],
  find({ flow, graph }) {
    return nodesOf(flow, 'apiRequest')
      .filter((node) => !graph.outgoing(node.key).some((edge) => edge.port === 'failure'))
      .map(({ key }) => {
        const message = `If ${key} fails, the run fails: wire its failure exit if something else should happen.`;
        return finding('W_NO_FAILURE_PATH', { nodeKey: key }, message);
      });
  },
};
