import { Drawer } from '@mantine/core';
import { Outlet, useMatches } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { SessionEnded } from '../session/SessionEnded.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { Nav } from './Nav.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { useGlobalKeys } from './use-global-keys.ts';
import { useShellLayers } from './shell-layers.ts';
import classes from './shell.module.css';

/** What surrounds every page: navigation, notices, and the layers that any page may open. */
export function Shell(): ReactElement {
  useGlobalKeys();
  const isRail = useMatches().some(({ staticData }) => staticData.nav === 'rail');
  return (
    <div className={`${classes.shell ?? ''} ${isRail ? (classes.rail ?? '') : ''}`}>
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <Nav />
      <main id="main" tabIndex={-1} className={classes.main}>
        <ConnectionNotice />
        <Outlet />
      </main>
      <NavDrawer />
      <CommandPalette />
      <ShortcutSheet />
      <SessionEnded />
    </div>
  );
}

/** The navigation of a phone. */
function NavDrawer(): ReactElement {
  const { open, close } = useShellLayers();
  return (
    <Drawer opened={open === 'nav'} onClose={close} size={264} title="Navigation" padding={0}>
      <div className={classes.drawerNav} onClick={close} role="presentation">
        <Nav />
      </div>
    </Drawer>
  );
}
