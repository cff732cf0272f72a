import { ActionIcon, Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import {
  IconArchive,
  IconCopy,
  IconDots,
  IconFileExport,
  IconHeadset,
  IconHistory,
  IconLayoutDashboard,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ActionRowFragment } from '../registry-client/generated/graphql.ts';
import { useMay } from '../session/viewer.ts';
import type { ActionChange } from './action-changes.ts';

interface Props {
  readonly action: ActionRowFragment;
  readonly onChange: (change: ActionChange) => void;
  /** These two ask first. */
  readonly onAsk: (question: 'archive' | 'agents') => void;
}

const icon = { size: 16, stroke: 1.75 };

/** All that can be done with one action. What the person's role does not allow is shown as such. */
export function ActionMenu({ action, onChange, onAsk }: Props): ReactElement {
  const mayEdit = useMay('EDITOR');
  const mayPublish = useMay('PUBLISHER');
  const toggle = action.enabled ? 'pause' : 'enable';
  return (
    <Menu width={200}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={`More about ${action.name}`}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Places actionId={action.id} />
        <Menu.Item
          leftSection={<IconCopy {...icon} />}
          disabled={!mayEdit}
          onClick={() => onChange({ kind: 'duplicate', action })}
        >
          Duplicate
        </Menu.Item>
        <Menu.Item leftSection={<IconFileExport {...icon} />} onClick={() => onChange({ kind: 'export', action })}>
          Export JSON
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconHeadset {...icon} />} disabled={!mayPublish} onClick={() => onAsk('agents')}>
          Agents…
        </Menu.Item>
        <Menu.Item
          leftSection={action.enabled ? <IconPlayerPause {...icon} /> : <IconPlayerPlay {...icon} />}
          disabled={!mayPublish}
          onClick={() => onChange({ kind: toggle, action })}
        >
          {action.enabled ? 'Pause' : 'Resume'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArchive {...icon} />}
          color="red"
          disabled={!mayPublish}
          onClick={() => onAsk('archive')}
        >
          Archive…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Places({ actionId }: { readonly actionId: string }): ReactElement {
  return (
    <>
      <Menu.Item component={Link} to={`/actions/${actionId}/builder`} leftSection={<IconPencil {...icon} />}>
        Open builder
      </Menu.Item>
      <Menu.Item component={Link} to={`/actions/${actionId}/overview`} leftSection={<IconLayoutDashboard {...icon} />}>
        Overview
      </Menu.Item>
      <Menu.Item component={Link} to={`/actions/${actionId}/versions`} leftSection={<IconHistory {...icon} />}>
        Versions
      </Menu.Item>
      <Menu.Item
        renderRoot={(props: object) => <Link to="/runs" search={{ action: actionId }} {...props} />}
        leftSection={<IconListDetails {...icon} />}
      >
        Runs
      </Menu.Item>
    </>
  );
}
