// npm run fuzz [-- seed]: the long form of fuzz.spec.ts. Prints its seed, so that what it finds can be had again.
import { fuzzDocuments, fuzzExpressions, type FuzzReport } from './fuzz.ts';

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000_007);

function say(what: string, { count, compiled, slowestMs, problems }: FuzzReport): void {
  const share = ((100 * compiled) / count).toFixed(1);
  console.log(
    `${String(count)} ${what}: ${String(compiled)} compiled (${share} %), slowest ${slowestMs.toFixed(1)} ms, ${String(problems.length)} problems`,
  );
  for (const problem of problems.slice(0, 20)) console.log(`  ${problem}`);
  if (problems.length > 0 || compiled < count / 3) process.exitCode = 1;
}

console.log(`seed ${String(seed)}`);
say('expressions and templates', fuzzExpressions(seed, 100_000));
say('documents', fuzzDocuments(seed, 10_000));
