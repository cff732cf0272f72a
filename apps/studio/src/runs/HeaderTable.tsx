import type { ReactElement } from 'react';
import { maskSecrets } from '../ui/mask-secrets.ts';
import classes from './run-page.module.css';

interface Props {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly label: string;
}

/** HTTP headers in the order in which they went over the wire. */
export function HeaderTable({ headers, label }: Props): ReactElement {
  if (headers.length === 0) return <p className={classes.none}>None.</p>;
  return (
    <table className={classes.headers} aria-label={label}>
      <tbody>
        {headers.map(({ name, value }, at) => (
          <tr key={at}>
            <th scope="row">{name}</th>
            <td>{maskSecrets(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
