import { NewcomerMachine } from './newcomer-machine.ts';
import { scenarios, type Scenario } from './scenarios.ts';

/** One line of the table at the end. */
interface Row {
  scenario: string;
  step: string;
  seconds: string;
}

/** `npm run newcomer [-- <scenario> …]`: what a newcomer meets, on bare clones of what is committed here. */
async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !(name in scenarios));
  if (unknown.length > 0 || process.platform !== 'linux') {
    console.error(
      `${unknown.length > 0 ? `there is no ${unknown.join(', ')}` : 'this needs Linux (/proc)'}. There are:`,
    );
    for (const [name, { says }] of Object.entries(scenarios)) console.error(`  ${name.padEnd(12)}${says}`);
    return 64; // EX_USAGE of sysexits.h
  }
  const chosen = Object.entries(scenarios).filter(([name, { isLong }]) =>
    wanted.length === 0 ? isLong !== true : wanted.includes(name),
  );
  const rows: Row[] = [];
  let failed = 0;
  for (const [name, scenario] of chosen) {
    console.log(`== ${name}: ${scenario.says}`);
    if (!(await passes(name, scenario, rows))) failed += 1;
  }
  console.table(rows);
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function passes(name: string, scenario: Scenario, rows: Row[]): Promise<boolean> {
  if (scenario.needsRoot === true && process.getuid?.() !== 0) {
    rows.push({ scenario: name, step: 'not tried: only root may make a user', seconds: '' });
    return true;
  }
  const machine = new NewcomerMachine();
  try {
    await scenario.run(machine, (step, durationMs) => {
      rows.push({ scenario: name, step, seconds: (durationMs / 1000).toFixed(1) });
      console.log(`   ${step}: ${(durationMs / 1000).toFixed(1)} s`);
    });
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    rows.push({ scenario: name, step: 'FAILED', seconds: '' });
    return false;
  } finally {
    machine.clear();
  }
}

process.exitCode = await main(process.argv.slice(2));
