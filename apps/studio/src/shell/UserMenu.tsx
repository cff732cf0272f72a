import { Menu } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useSignOut } from '../session/use-sign-out.ts';
import { roleWord, useViewer } from '../session/viewer.ts';
import { useShellLayers } from './shell-layers.ts';
import classes from './shell.module.css';

/** Who is signed in, and the way out. */
export function UserMenu(): ReactElement {
  const viewer = useViewer();
  const openShortcuts = useShellLayers((state) => state.openShortcuts);
  const leave = useSignOut();
  const name = viewer?.name ?? 'Signed in';
  return (
    <Menu position="top-start" width={200}>
      <Menu.Target>
        <button type="button" className={classes.user} aria-label={`Account of ${name}`} title={name}>
          <span className={classes.initial} data-initial={name.charAt(0).toUpperCase()} aria-hidden />
          <span className={classes.userName}>{name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {viewer !== undefined && (
          <Menu.Label>
            {roleWord(viewer.role)} in {viewer.workspace.name}
          </Menu.Label>
        )}
        <Menu.Item leftSection={<IconKeyboard size={16} stroke={1.75} />} onClick={openShortcuts}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
