import { nodesOf } from '../../document/nodes-of.ts';
import { compileMapping } from '../../template/map-response.ts';
import { findPathProblem } from '../fields/json-paths-valid.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';
import { sampleOf } from '../surroundings.ts';

/** Every mapping finds its value in the answer that was pinned. */
export const samplesMapped: Check = {
  codes: ['W_MAPPING_PATH_GONE'],
  find({ flow, surroundings }) {
    return nodesOf(flow, 'apiRequest').flatMap(({ key, config }) => {
      const sample = sampleOf(surroundings, key);
      if (sample === undefined) return [];
      const { status, headers = {}, body } = sample;
      return config.mapping.flatMap((row, at) => {
        // A path that cannot be read, and one that is missing, are other checks'.
        if (row.from !== 'status' && (row.path === '' || findPathProblem(row) !== undefined)) return [];
        const asked = { ...row, type: 'json', required: true, default: undefined } as const;
        if (compileMapping([asked])({ status, headers, body }).problems.length === 0) return [];
        const message = `The pinned sample has nothing at ${row.path}: mend the path, or pin a sample that has it.`;
        return [
          finding('W_MAPPING_PATH_GONE', { nodeKey: key, fieldPath: `config.mapping.${String(at)}.path` }, message),
        ];
      });
    });
  },
};
