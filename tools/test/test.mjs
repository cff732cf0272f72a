// npm test: every suite there is, and one line at the end that says how many tests passed. Starts on Node 20 before anything
// is installed, so it imports nothing from node_modules until it has seen to that.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from '../install/ensure-installed.mjs';
import { continueOnPinnedNode } from '../install/pinned-node.mjs';
import {
  addUpProject,
  clearReports,
  clearSkips,
  kinds,
  lineOfSkip,
  readReport,
  readSkips,
  verdict,
} from './add-up.mjs';
import { projectsByTarget, runEverywhere } from './nx.mjs';
import { countWithKafka } from './with-kafka.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const titles = {
  test: 'Unit tests',
  'test:integration': 'Integration tests (real parts)',
  e2e: 'Whole-system stories',
};

/** Whole-system suites that take long and are commands of their own; a short form of each runs among the stories. */
const ownCommands = { e2e: ['studio'] };

async function runStage({ target, projects }, flags) {
  console.log(`\n== ${titles[target]}: ${projects.join(', ')}`);
  const began = Date.now();
  clearReports(root, projects, kinds[target]);
  const excluded = (ownCommands[target] ?? []).map((project) => `--exclude=${project}`);
  const exitCode = await runEverywhere(root, target, [...flags, ...excluded]);
  console.log(`== ${titles[target]} took ${Math.round((Date.now() - began) / 1000)} s`);
  return { exitCode, results: projects.map((project) => addUpProject(root, project, kinds[target])) };
}

function printTable(results, skips, isCi) {
  console.log();
  console.table(
    results.map(({ project, kind, passed, failed, skipped }) => ({ project, kind, passed, failed, skipped })),
  );
  for (const failure of results.flatMap(({ failures }) => failures)) console.log(`FAILED  ${failure}`);
  for (const skip of skips) console.log(lineOfSkip(skip, { isCi }));
}

async function main() {
  process.chdir(root);
  await ensureInstalled({ root, say: console.log });
  await continueOnPinnedNode(root);
  const projectsWith = await projectsByTarget();
  const stages = Object.keys(kinds)
    .map((target) => ({
      target,
      projects: projectsWith(target).filter((project) => !ownCommands[target]?.includes(project)),
    }))
    .filter(({ projects }) => projects.length > 0);
  const projects = [...new Set(stages.flatMap((stage) => stage.projects))];
  // Nx would replay a run in which a suite was skipped; the part that was missing may be there now.
  const flags = clearSkips(root, projects) ? ['--skip-nx-cache'] : [];
  const outcomes = [];
  for (const stage of stages) outcomes.push(await runStage(stage, flags));
  const results = outcomes.flatMap((outcome) => outcome.results);
  const skips = projects.flatMap((project) => readSkips(root, project));
  const isCi = process.env.CI === 'true';
  const { line, isGreen } = verdict(results, skips, { isCi, exitCodes: outcomes.map(({ exitCode }) => exitCode) });
  printTable(results, skips, isCi);
  const withKafka = countWithKafka(results.map(({ project, kind }) => readReport(root, project, kind)));
  console.log(`with Apache Kafka: ${withKafka.passed} tests of ${withKafka.suites} suites passed`);
  console.log(line);
  return isGreen ? 0 : 1;
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exit(1);
}
