import { balanceRules, type Balance } from './balance.ts';

/** The balance as a table for people. */
export function describeBalance({ counts, offenders, offenderCount, partitions }: Balance): string {
  const { events, open } = counts;
  const all = events.matched + events.dropped + events.waiting;
  const openCount = open.owned + open.due + open.inReview + open.released;
  const rows: [string, number, string][] = [
    ['call events', all, `matched ${events.matched}, dropped ${events.dropped}, waiting ${events.waiting}`],
    ['announced again', events.duplicates, 'duplicates, which open nothing'],
    ['dead letters', events.deadLetters, 'records that are no event'],
    ['runs named by events', counts.named, `runs opened by events ${counts.opened}, replays ${counts.replayed}`],
    ['runs', counts.opened + counts.replayed, `ended ${counts.ended}, open ${openCount}`],
    [
      'open runs',
      openCount,
      `owned ${open.owned}, due ${open.due}, in review ${open.inReview}, released ${open.released}`,
    ],
    ...(partitions ?? []).map(({ topic, partition, nextOffset, endOffset }): [string, number, string] => [
      `${topic}/${partition}`,
      Number(nextOffset),
      `end ${endOffset}, still to be read ${endOffset > nextOffset ? endOffset - nextOffset : 0n}`,
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, count, what]) => `${name.padEnd(width)}  ${String(count).padStart(9)}   ${what}`);
  return [...table, '', ...verdict(offenderCount, offenders)].join('\n');
}

function verdict(count: number, offenders: Balance['offenders']): string[] {
  if (count === 0) return ['The ledger balances.'];
  const named = offenders.map(({ rule, workspace, name }) => {
    const where = workspace === null ? '' : ` (workspace ${workspace})`;
    return `  ${rule}  ${name}${where}: ${balanceRules[rule]}`;
  });
  const more = count - offenders.length;
  return [`The ledger does not balance: ${count} offenders.`, ...named, ...(more > 0 ? [`  and ${more} more`] : [])];
}
