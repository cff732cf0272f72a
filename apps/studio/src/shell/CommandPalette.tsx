import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { PaletteSearch } from './PaletteSearch.tsx';
import classes from './palette.module.css';
import { useShellLayers } from './shell-layers.ts';

/** Ctrl/⌘ K: go to anything, do anything by name. */
export function CommandPalette(): ReactElement {
  const { open, close } = useShellLayers();
  return (
    <Modal
      opened={open === 'palette'}
      onClose={close}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={600}
      padding={0}
      styles={{ body: { padding: 0 } }}
      title="Command palette"
      classNames={{ header: classes.title ?? '' }}
    >
      <PaletteSearch close={close} />
    </Modal>
  );
}
