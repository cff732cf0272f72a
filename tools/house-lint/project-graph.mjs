// `@nx/enforce-module-boundaries` prints a warning and skips itself when no project graph is cached, and the run is green.
import nxDevkit from 'nx/src/devkit-exports.js';

/**
 * Makes the graph that the rule reads when a plain `eslint`, an editor or a test runs without Nx.
 * @throws when the graph cannot be made: no lint is better than one that lets everything pass
 */
export async function makeProjectGraph(root) {
  if (nxDevkit.workspaceRoot !== root) {
    throw new Error(`Lint from the workspace's root (${root}), not from ${nxDevkit.workspaceRoot}.`);
  }
  try {
    nxDevkit.readCachedProjectGraph();
  } catch {
    process.env.NX_DAEMON ??= 'false';
    await nxDevkit.createProjectGraphAsync({ exitOnError: false });
    nxDevkit.readCachedProjectGraph();
  }
}
