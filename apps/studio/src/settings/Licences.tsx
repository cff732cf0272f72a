import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { z } from 'zod';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { CardSkeleton } from '../ui/Skeletons.tsx';
import table from '../ui/table.module.css';
import classes from './settings.module.css';

const licenceList = z.array(z.object({ name: z.string(), version: z.string(), licence: z.string() }));

/** The packages that the services and the Studio are made of; the list is made with the Studio. */
export function Licences(): ReactElement {
  const query = useQuery({ queryKey: ['licences'], queryFn: readLicences, staleTime: Infinity });
  if (query.isPending) return <CardSkeleton lines={3} />;
  if (query.isError)
    return <ErrorPanel title="Licences could not be loaded" error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className={`${table.frame ?? ''} ${classes.licences ?? ''}`} role="region" aria-label="Licences" tabIndex={0}>
      <table className={table.table} aria-label="Licences">
        <thead>
          <tr>
            <th scope="col">Package</th>
            <th scope="col">Version</th>
            <th scope="col">Licence</th>
          </tr>
        </thead>
        <tbody>
          {query.data.map(({ name, version, licence }) => (
            <tr key={`${name} ${version}`}>
              <td>{name}</td>
              <td className={table.mono}>{version}</td>
              <td>{licence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

async function readLicences() {
  const answer = await fetch('/licences.json');
  if (!answer.ok)
    throw new Error(`The registry answered ${String(answer.status)}: this Studio was built without the list.`);
  return licenceList.parse(await answer.json());
}
