import { Modal, Switch } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { shortcutGroups } from './shortcuts.ts';
import { areSingleKeysOn, switchSingleKeys } from '../ui/single-keys.ts';
import { useShellLayers } from './shell-layers.ts';
import classes from './shortcut-sheet.module.css';

/** Every shortcut by what it does. */
export function ShortcutSheet(): ReactElement {
  const { open, close } = useShellLayers();
  const [isOn, setOn] = useState(areSingleKeysOn);
  return (
    <Modal opened={open === 'shortcuts'} onClose={close} title="Keyboard shortcuts" size={720}>
      <div className={classes.groups}>
        {shortcutGroups.map(({ name, shortcuts }) => (
          <section key={name} aria-label={name}>
            <h3 className={classes.name}>{name}</h3>
            <dl className={classes.list}>
              {shortcuts.map(({ keys, does }) => (
                <div key={does} className={classes.row}>
                  <dt>{does}</dt>
                  <dd>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt={16}
        label="Shortcuts of a single key"
        description="Switch them off when speech input or a tremor types letters unasked."
        checked={isOn}
        onChange={({ currentTarget }) => {
          switchSingleKeys(currentTarget.checked);
          setOn(currentTarget.checked);
        }}
      />
    </Modal>
  );
}
