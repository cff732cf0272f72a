import type { ReactElement } from 'react';
import { useEnvironment } from '../config-context.ts';
import { environmentWords } from './environment-words.ts';
import classes from './shell.module.css';

/** Where one is: on every page, so that nobody takes production for a place to try things. */
export function EnvironmentBadge(): ReactElement | null {
  const environment = useEnvironment();
  if (environment === undefined) return null;
  const words = environmentWords(environment.name);
  return (
    <span className={classes.environment} data-colour={environment.colour} title={`Environment: ${words}`}>
      <span className="ac-heard-only">Environment: </span>
      {words}
    </span>
  );
}
