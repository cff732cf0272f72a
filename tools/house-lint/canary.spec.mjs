// A rule that reports nothing looks like a tree without faults. So each rule is shown a violation and must see it, and is
// shown the nearest thing that is right and must let it pass.
import { PlantedWorkspace } from './testing/planted-workspace.mjs';
import { acceptedContract, refusedContract } from './testing/contract-plants.mjs';
import { acceptedKafka, refusedKafka } from './testing/kafka-plants.mjs';
import * as plants from './testing/plants.mjs';

const refused = [...plants.refused, ...refusedContract, ...refusedKafka];
const accepted = { ...plants.accepted, ...acceptedContract, ...acceptedKafka };

let workspace;
let reports;

beforeAll(async () => {
  workspace = PlantedWorkspace.create();
  const planted = refused.map(({ file, text }) => [file, text]);
  for (const [file, text] of [...Object.entries(plants.soil), ...Object.entries(accepted), ...planted])
    workspace.write(file, text);
  reports = await workspace.lint();
}, 120_000);

afterAll(() => workspace?.remove());

test.each(refused)('$rule refuses $title', ({ rule, file, says = '' }) => {
  expect(reports.get(file)).toContainEqual(
    expect.objectContaining({ ruleId: rule, message: expect.stringContaining(says) }),
  );
});

test.each(Object.keys(accepted))('%s is accepted', (file) => {
  expect(reports.get(file)).toEqual([]);
});

test('each plant lies in a file of its own', () => {
  const files = [...refused.map(({ file }) => file), ...Object.keys(accepted)];
  expect(files).toHaveLength(new Set(files).size);
});
