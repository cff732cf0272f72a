import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countWithKafka } from './with-kafka.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'with-kafka-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const report = (name, text, ...results) => {
  writeFileSync(join(folder, name), text);
  const assertionResults = results.map(([title, status]) => ({ status, ancestorTitles: [title, 'inner'] }));
  return { testResults: [{ name: join(folder, name), assertionResults }] };
};

test('tests that passed with Kafka are counted, those beside them and those that were skipped are not', () => {
  const both =
    "describe('plain', f);\ndescribeWithKafka('shared', f);\ndescribeWithOwnKafka(\n  'a broker\\'s own', f);";
  const reports = [
    report(
      'a.spec.ts',
      both,
      ['plain', 'passed'],
      ['shared', 'passed'],
      ['shared', 'failed'],
      ["a broker's own", 'passed'],
    ),
    report('b.spec.ts', "describeWithKafka('other', f);", ['other', 'pending'], ['shared', 'passed']),
    undefined,
  ];
  expect(countWithKafka(reports)).toEqual({ suites: 2, passed: 2 });
});
