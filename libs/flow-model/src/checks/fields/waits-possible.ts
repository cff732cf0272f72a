import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { removing } from '../fix.ts';

/** Executors do not join the end of a call with its analysis yet; a flow that relied on it would run without the analysis. */
export const waitsPossible: Check = {
  codes: ['E_BAD_WAIT'],
  find({ flow }) {
    return nodesOf(flow, 'start')
      .filter((start) => start.config.waitFor !== undefined && start.config.waitFor !== null)
      .map((start) => {
        const { key } = start;
        const message =
          'Start cannot wait for the analysis in this release: remove waitFor, or hear call.analyzed instead.';
        const fix = removing('Remove waitFor', ['nodes', flow.nodes.indexOf(start), 'config', 'waitFor']);
        return finding('E_BAD_WAIT', { nodeKey: key, fieldPath: 'config.waitFor' }, message, fix);
      });
  },
};
