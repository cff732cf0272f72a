import { Switch } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { ActionRowFragment } from '../registry-client/generated/graphql.ts';
import { useMay } from '../session/viewer.ts';
import { classNames } from '../ui/class-names.ts';
import table from '../ui/table.module.css';
import type { useActionChange } from './action-changes.ts';
import { ActionMenu } from './ActionMenu.tsx';
import classes from './actions.module.css';
import { DayCells, LastRunCell } from './ActivityCells.tsx';
import type { RecentActivity } from './use-recent-activity.ts';
import { agentWords, hearsWords } from './version-words.ts';
import { VersionChip } from './VersionChip.tsx';

interface Props {
  readonly action: ActionRowFragment;
  readonly activity: RecentActivity | undefined;
  readonly now: Date;
  readonly isOfOneAgent: boolean;
  readonly isFocused: boolean;
  readonly change: ReturnType<typeof useActionChange>;
  readonly onAsk: (question: 'archive' | 'agents') => void;
}

/** One action in a list; its name opens the builder. */
export function ActionRow({ action, activity, now, isOfOneAgent, isFocused, change, onAsk }: Props): ReactElement {
  return (
    <tr>
      <LastRunCell activity={activity} now={now} />
      <td>
        <Link
          to="/actions/$actionId/builder"
          params={{ actionId: action.id }}
          className={table.name}
          data-row-link
          data-action-id={action.id}
          ref={(link: HTMLAnchorElement | null) => {
            if (isFocused) link?.focus();
          }}
        >
          {action.name}
        </Link>
        <span className={table.under}>{action.description}</span>
      </td>
      <td className={table.wide}>
        {!isOfOneAgent && (
          <span title={action.agents.map(({ name }) => name).join(', ')}>{agentWords(action.agents)}</span>
        )}
        <span className={isOfOneAgent ? table.nowrap : table.under} title={action.hears?.words}>
          {hearsWords(action.hears)}
        </span>
      </td>
      <td>
        <VersionChip action={action} />
      </td>
      <DayCells activity={activity} />
      <td className={classNames(table.wide, classes.ownerCell)}>
        <span className={classes.owner}>
          <span className={classes.initial} aria-hidden>
            {action.createdBy.charAt(0).toUpperCase()}
          </span>
          {action.createdBy}
        </span>
      </td>
      <td className={table.wide}>
        <HearsSwitch action={action} change={change} />
      </td>
      <td className={table.menu}>
        <ActionMenu action={action} onChange={(wanted) => change.mutate(wanted)} onAsk={onAsk} />
      </td>
    </tr>
  );
}

function HearsSwitch({ action, change }: Pick<Props, 'action' | 'change'>): ReactElement {
  const mayPublish = useMay('PUBLISHER');
  return (
    <Switch
      size="xs"
      aria-label={`${action.name} hears calls`}
      title={mayPublish ? (action.enabled ? 'Pause' : 'Resume') : 'This needs the role Publisher'}
      checked={action.enabled}
      disabled={!mayPublish || action.status === 'ARCHIVED'}
      onChange={() => change.mutate({ kind: action.enabled ? 'pause' : 'enable', action })}
    />
  );
}
