// How much of what passed had Apache Kafka under it: that those suites were not skipped can be seen, not only believed.
import { readFileSync } from 'node:fs';

const SUITE = /describeWith(?:Own)?Kafka\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;

/** Titles of the suites in a test file that run with Kafka only. */
export function suitesIn(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return new Set();
  }
  return new Set([...text.matchAll(SUITE)].map(([, , title]) => title.replace(/\\(.)/g, '$1')));
}

/**
 * @param {({ testResults: { name: string, assertionResults: { status: string, ancestorTitles: string[] }[] }[] } | undefined)[]} reports
 * @returns {{ suites: number, passed: number }}
 */
export function countWithKafka(reports) {
  const count = { suites: 0, passed: 0 };
  for (const { name, assertionResults } of reports.flatMap((report) => report?.testResults ?? [])) {
    const titles = suitesIn(name);
    const passed = assertionResults.filter(
      ({ status, ancestorTitles: [first] }) => status === 'passed' && titles.has(first),
    );
    count.suites += new Set(passed.map(({ ancestorTitles: [first] }) => first)).size;
    count.passed += passed.length;
  }
  return count;
}
