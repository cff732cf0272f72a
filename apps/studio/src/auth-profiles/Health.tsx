import type { ReactElement } from 'react';
import type { AuthProfileHealth } from '../registry-client/generated/graphql.ts';
import classes from './auth-profiles.module.css';
import { healthLooks } from './profile-words.ts';

/** Whether a profile can be used, by icon and word. */
export function Health({ health }: { readonly health: AuthProfileHealth }): ReactElement {
  const { word, icon: Icon, colour } = healthLooks[health];
  return (
    <span className={classes.health}>
      <Icon aria-hidden size={16} stroke={1.75} color={colour} />
      {word}
    </span>
  );
}
