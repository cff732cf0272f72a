import { ActionIcon, Combobox, useCombobox } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { shortValue } from '../sample/shorten-value.ts';
import type { FieldNames, OfferedName } from './field-names.ts';
import classes from './text-fields.module.css';

interface Props {
  readonly names: FieldNames;
  readonly label: string;
  readonly onPick: (name: string) => void;
  /** What stands on the button; left out, braces. */
  readonly children?: ReactElement | undefined;
}

/** Every name that may be written here, to be chosen by mouse. */
export function NamePicker({ names, label, onPick, children }: Props): ReactElement {
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setSearch('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const offered = combobox.dropdownOpened
    ? names.offered().filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()))
    : [];
  const sections = Map.groupBy(offered, ({ section }) => section);
  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-end"
      shadow="md"
      onOptionSubmit={(name) => {
        combobox.closeDropdown();
        onPick(name);
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        {children === undefined ? (
          <ActionIcon size="sm" aria-label={label} onClick={() => combobox.toggleDropdown()}>
            <IconBraces size={16} stroke={1.75} />
          </ActionIcon>
        ) : (
          <span onClick={() => combobox.toggleDropdown()} role="presentation">
            {children}
          </span>
        )}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder="Search"
          aria-label="Search variables"
        />
        <Combobox.Options mah={280} className={classes.names ?? ''}>
          {[...sections].map(([section, own]) => (
            <Combobox.Group key={section} label={section}>
              {own.map((name) => (
                <NameOption key={name.name} name={name} />
              ))}
            </Combobox.Group>
          ))}
          {offered.length === 0 && <Combobox.Empty>No such variable</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function NameOption({ name: { name, value, type } }: { readonly name: OfferedName }): ReactElement {
  return (
    <Combobox.Option value={name} className={classes.name ?? ''}>
      <code>{name}</code>
      <span>{value === undefined ? type : shortValue(value, 24)}</span>
    </Combobox.Option>
  );
}
