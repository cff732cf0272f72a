import { ActionIcon } from '@mantine/core';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useShellLayers } from './shell-layers.ts';
import classes from './shell.module.css';

/** Opens the palette: looks like a field, because it leads to one. */
export function SearchButton(): ReactElement {
  const openPalette = useShellLayers((state) => state.openPalette);
  return (
    <button type="button" className={classes.search} onClick={openPalette} aria-label="Search or jump to">
      <IconSearch aria-hidden stroke={1.75} />
      <span>Search or jump to</span>
      <kbd data-keys="Ctrl K" aria-hidden />
    </button>
  );
}

/** Opens the navigation on a phone. */
export function NavButton(): ReactElement {
  const openNav = useShellLayers((state) => state.openNav);
  return (
    <ActionIcon size="touch" className={classes.menuButton} aria-label="Navigation" onClick={openNav}>
      <IconMenu2 size={20} stroke={1.75} />
    </ActionIcon>
  );
}
