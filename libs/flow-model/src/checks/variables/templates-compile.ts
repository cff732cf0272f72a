import { readSite, templateSites } from '../../template/template-sites.ts';
import type { Check } from '../check.ts';
import { finding } from '../finding.ts';

/** Every template and condition can be read and uses only what authors may use. */
export const templatesCompile: Check = {
  codes: ['E_EXPRESSION'],
  find({ flow }) {
    return flow.nodes.flatMap((node) =>
      templateSites(node).flatMap((site) => {
        const read = readSite(site);
        if (read.ok) return [];
        const place = { nodeKey: node.key, fieldPath: site.fieldPath, range: read.range };
        return [finding('E_EXPRESSION', place, `This cannot be read: ${read.problem}.`)];
      }),
    );
  },
};
