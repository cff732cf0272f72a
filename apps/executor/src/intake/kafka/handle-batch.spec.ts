import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const command = join(import.meta.dirname, 'testing/rebalance-while-keeping-command.ts');

it('keeps its chunk while the group hears from it and then tells of the rebalance, and the process lives on', async () => {
  const flags = ['--conditions=@aftercall/source', '--disable-warning=ExperimentalWarning'];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, command]);
  expect(stdout.trim().split('\n')).toEqual(['kept, and heard from all the while', 'the group rebalances']);
});
