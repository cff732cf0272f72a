import type { ReactElement } from 'react';
import { Chip } from '../ui/Chip.tsx';
import table from '../ui/table.module.css';
import classes from './run-page.module.css';
import type { RunStep } from './run-shapes.ts';
import { variableChanges } from './variable-changes.ts';

const tones = { Added: 'ok', Changed: 'accent', Removed: 'bad' } as const;

/** The variables before and after the step. */
export function StepVariables({ step }: { readonly step: RunStep }): ReactElement {
  const changes = variableChanges(step.variablesBefore, step.variablesAfter);
  if (changes.length === 0) return <p className={classes.none}>There were no variables.</p>;
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label="Variables">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
            <th scope="col">
              <span className="ac-heard-only">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ name, change, before, after }) => (
            <tr key={name}>
              <td className={table.mono}>{name}</td>
              <td className={classes.value}>{shown(before)}</td>
              <td className={classes.value}>{shown(after)}</td>
              <td className={table.menu}>{change !== '' && <Chip tone={tones[change]}>{change}</Chip>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shown(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
