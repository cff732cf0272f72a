import type { ChaosReport } from './kafka-chaos.ts';

/** What is wrong with a run, a line each; empty: nothing was lost and nothing was doubled. */
export function findFaults(report: ChaosReport): string[] {
  const { lives, runs, target, disturbances, balance } = report;
  const kills = disturbances.filter(({ what }) => what === 'kill');
  return [
    ...lives.flatMap(({ topic, generation, missing, tooMany }) => [
      ...(missing > 0 ? [`${topic} (${generation}): ${missing} events or records have no disposition`] : []),
      ...(tooMany > 0 ? [`${topic} (${generation}): ${tooMany} dispositions too many`] : []),
    ]),
    ...(runs.runs !== runs.matched ? [`${runs.matched} matched events opened ${runs.runs} runs`] : []),
    ...(runs.open > 0 ? [`${runs.open} runs are still open`] : []),
    ...(runs.failed > 0 ? [`${runs.failed} runs failed`] : []),
    ...(target.withSeveralKeys > 0 ? [`${target.withSeveralKeys} calls reached the target by several keys`] : []),
    ...(balance.isZero ? [] : [`the ledger does not balance:\n${balance.said}`]),
    ...(kills.every(({ waiting }) => waiting === 0)
      ? ['nothing was under way at any kill: this run proves nothing']
      : []),
  ];
}
