import type { ReactElement } from 'react';
import type { EventDisposition } from '../registry-client/generated/graphql.ts';
import { utcDayTime, utcFull } from '../ui/format-time.ts';
import table from '../ui/table.module.css';
import type { WholeCall } from './call-shape.ts';
import classes from './calls.module.css';

const words: Readonly<Record<EventDisposition, string>> = {
  MATCHED: 'Matched',
  DROPPED: 'Dropped by rule',
  WAITING: 'Waits for the analysis',
  DEAD_LETTER: 'Dead letter',
};

/** What the call system published, in order of arrival, and what became of each. */
export function CallEvents({ call }: { readonly call: WholeCall }): ReactElement {
  if (call.events === null)
    return <p className={classes.none}>The ledger does not answer; the events are shown when it does.</p>;
  return (
    <div className={table.frame} role="region" aria-label="Events" tabIndex={0}>
      <table className={table.table} aria-label="Events">
        <thead>
          <tr>
            <th scope="col">Received, UTC</th>
            <th scope="col">Type</th>
            <th scope="col">What became of it</th>
            <th scope="col" className={table.wide}>
              Came by
            </th>
            <th scope="col" className={table.number}>
              Repeated
            </th>
          </tr>
        </thead>
        <tbody>
          {call.events.map((event) => (
            <tr key={event.id}>
              <td className={table.nowrap} title={utcFull(event.receivedAt)}>
                {utcDayTime(event.receivedAt)}
              </td>
              <td className={table.mono}>{event.type}</td>
              <td>
                {words[event.disposition]}
                {event.reason !== null && `: ${event.reason.message}`}
              </td>
              <td className={table.wide}>{doorWords(event)}</td>
              <td className={table.number}>{event.duplicates === 0 ? '–' : `${String(event.duplicates)} times`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function doorWords({ door, topic, partition, offset }: NonNullable<WholeCall['events']>[number]): string {
  if (door === 'HTTP') return 'HTTP';
  return `Kafka, ${topic ?? ''} ${partition === null ? '' : String(partition)}:${offset ?? ''}`;
}
