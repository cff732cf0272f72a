import { Combobox, useCombobox } from '@mantine/core';
import { IconCheck, IconX, type Icon } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import classes from './filter-chip.module.css';
import { classNames } from './class-names.ts';

/** One value that a filter can have. */
export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

interface Props {
  /** What is filtered by: "Agent". */
  readonly name: string;
  readonly icon: Icon;
  /** Between name and values: "is", "in the last". */
  readonly joint?: string;
  readonly options: readonly FilterOption[];
  /** Empty = any. */
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  /** Several values may be chosen. */
  readonly isMultiple?: boolean;
}

const SEARCH_FROM = 8;

/** A filter as a sentence: "Agent is Billing line". A click lists what it can be; the cross takes it off. */
export function FilterChip(props: Props): ReactElement {
  const { name, icon, joint = 'is', options, values, onChange, isMultiple = false } = props;
  const combobox = useCombobox();
  const words = wordsOf(options, values);
  const take = (value: string): void => {
    onChange(nextValues(values, value, isMultiple));
    if (!isMultiple) combobox.closeDropdown();
  };
  return (
    <span className={classes.chip} data-set={values.length > 0 || undefined}>
      <Combobox store={combobox} onOptionSubmit={take} position="bottom-start" width={240} shadow="md">
        <Combobox.Target targetType="button">
          <button type="button" className={classes.open} onClick={() => combobox.toggleDropdown()}>
            <Sentence name={name} icon={icon} joint={joint} value={values.length === 0 ? undefined : words} />
          </button>
        </Combobox.Target>
        <Combobox.Dropdown>
          <Options {...props} />
        </Combobox.Dropdown>
      </Combobox>
      {values.length > 0 && (
        <button type="button" className={classes.clear} aria-label={`Any ${name}`} onClick={() => onChange([])}>
          <IconX size={14} stroke={1.75} />
        </button>
      )}
    </span>
  );
}

interface SentenceProps extends Pick<Props, 'name' | 'icon' | 'joint'> {
  /** Undefined = any. */
  readonly value: string | undefined;
}

function Sentence({ name, icon: Icon, joint, value }: SentenceProps): ReactElement {
  return (
    <>
      <span className={classes.part}>
        <Icon aria-hidden size={14} stroke={1.75} />
        {name}
      </span>{' '}
      <span className={classNames(classes.part, classes.joint)}>
        {value === undefined ? `${joint ?? ''} any` : joint}
      </span>{' '}
      {value !== undefined && <span className={classNames(classes.part, classes.value)}>{value}</span>}
    </>
  );
}

function Options({ name, options, values, isMultiple = false }: Props): ReactElement {
  const [text, setText] = useState('');
  const fitting = options.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <>
      {options.length >= SEARCH_FROM && (
        <Combobox.Search
          size="sm"
          placeholder={`Find ${name.toLowerCase()}`}
          aria-label={`Find ${name.toLowerCase()}`}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
      <Combobox.Options mah={280} className={classes.options ?? ''} aria-multiselectable={isMultiple}>
        {fitting.map(({ value, label }) => (
          <Combobox.Option
            key={value}
            value={value}
            active={values.includes(value)}
            aria-selected={values.includes(value)}
          >
            <span className={classes.option}>
              {label}
              {values.includes(value) && <IconCheck aria-hidden size={14} />}
            </span>
          </Combobox.Option>
        ))}
        {fitting.length === 0 && <Combobox.Empty>Nothing is called so</Combobox.Empty>}
      </Combobox.Options>
    </>
  );
}

function wordsOf(options: readonly FilterOption[], values: readonly string[]): string {
  if (values.length === 0) return 'any';
  return values.map((value) => options.find((option) => option.value === value)?.label ?? value).join(', ');
}

function nextValues(values: readonly string[], value: string, isMultiple: boolean): readonly string[] {
  if (!isMultiple) return [value];
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}
