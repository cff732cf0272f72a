import type { StartNode } from '../../document/nodes/start.ts';
import { nodesOf } from '../../document/nodes-of.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { removing } from '../fix.ts';

/** An analysis that has not come after a day does not come; a run must not wait for it longer. */
const MAX_WAIT_MS = 86_400_000;

/** Only the end of a call can wait for its analysis, and not for ever. */
export const waitsPossible: Check = {
  codes: ['E_BAD_WAIT'],
  find({ flow }) {
    return nodesOf(flow, 'start').flatMap((start) => {
      const problem = findProblem(start.config);
      if (problem === undefined) return [];
      const fix = removing('Remove waitFor', ['nodes', flow.nodes.indexOf(start), 'config', 'waitFor']);
      return [finding('E_BAD_WAIT', { nodeKey: start.key, fieldPath: problem.fieldPath }, problem.message, fix)];
    });
  },
};

function findProblem({ event, waitFor }: StartNode['config']): { fieldPath: string; message: string } | undefined {
  if (waitFor === undefined || waitFor === null) return undefined;
  if (event === 'call.analyzed') {
    const message = 'Start hears call.analyzed, so the analysis is there already: remove waitFor, or hear call.ended.';
    return { fieldPath: 'config.waitFor', message };
  }
  if (waitFor.deadlineMs <= MAX_WAIT_MS) return undefined;
  const message = `Start waits for the analysis at most 24 hours (${MAX_WAIT_MS} ms): lower deadlineMs.`;
  return { fieldPath: 'config.waitFor.deadlineMs', message };
}
