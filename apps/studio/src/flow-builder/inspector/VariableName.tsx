import { Button, TextInput } from '@mantine/core';
import { countUses, findVariableNameProblem, renameVariable } from '@aftercall/flow-model';
import { useState, type ReactElement } from 'react';
import { useWorkbench } from '../workbench/workbench-context.ts';
import classes from './inspector.module.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly fieldPath: string;
  readonly isWrong?: boolean;
}

/** The name of a variable that a node makes. When it is changed, what reads the old one can follow. */
export function VariableName({ label, value, onChange, fieldPath, isWrong = false }: Props): ReactElement {
  const workbench = useWorkbench();
  const [before, setBefore] = useState(value);
  // The format takes no other names: what is no name yet is kept here only.
  const [typed, setTyped] = useState<string>();
  const [offer, setOffer] = useState<{ from: string; count: number }>();
  const shown = typed ?? value;
  const problem = shown === '' ? undefined : findVariableNameProblem(shown);
  const leave = (): void => {
    setTyped(undefined);
    const count = before === '' || before === value ? 0 : countUses(workbench.flow, before);
    setOffer(count > 0 && value !== '' ? { from: before, count } : undefined);
  };
  const follow = (from: string): void => {
    workbench.edit((flow) => ({
      ok: true,
      flow: renameVariable(flow, from, value),
      says: `Renamed ${from} to ${value} wherever it is read`,
    }));
    setOffer(undefined);
  };
  return (
    <div className={classes.variable}>
      <TextInput
        aria-label={label}
        placeholder="variable"
        value={shown}
        readOnly={workbench.isReadOnly}
        spellCheck={false}
        error={problem === undefined ? isWrong : `A name ${problem}.`}
        data-field={fieldPath}
        classNames={{ input: classes.mono ?? '' }}
        onFocus={() => setBefore(value)}
        onBlur={leave}
        onChange={(event) => {
          const name = event.currentTarget.value.trim();
          setTyped(name);
          if (name === '' || findVariableNameProblem(name) === undefined) onChange(name);
        }}
      />
      {offer !== undefined && (
        <Button size="xs" onClick={() => follow(offer.from)}>
          Rename {offer.count} {offer.count === 1 ? 'use' : 'uses'} of {offer.from}
        </Button>
      )}
    </div>
  );
}
