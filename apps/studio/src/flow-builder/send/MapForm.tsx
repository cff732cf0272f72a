import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { findVariableNameProblem, namesAt, VALUE_TYPES, type MappingRow } from '@aftercall/flow-model';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { updateConfig } from '../edit/update-node.ts';
import { newMappingRow, TYPE_WORDS } from '../inspector/request/mapping-rows.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { withMapping } from './mapped-rows.ts';
import type { SendPart } from './send-state.ts';
import { pathOf, variableFor, type JsonRow } from './json-rows.ts';
import classes from './map-form.module.css';

/** Makes a variable of a value in an answer. */
export function MapForm({
  nodeKey,
  part,
  row,
  onClose,
}: {
  nodeKey: string;
  /** Of which answer. */
  part: SendPart;
  row: JsonRow;
  onClose: () => void;
}): ReactElement {
  const workbench = useWorkbench();
  const [draft, setDraft] = useState<MappingRow>(() => {
    const names = namesAt(workbench.flow, { nodeKey }, workbench.checker.surroundings).map(({ name }) => name);
    const own = workbench.flow.nodes.flatMap((node) => (node.kind === 'apiRequest' ? node.config.mapping : []));
    const taken = new Set([...names, ...own.map(({ variable }) => variable)]);
    return newMappingRow({ variable: variableFor(row.way, taken), path: pathOf(row.way), type: typeOf(row) });
  });
  const problem = findVariableNameProblem(draft.variable);
  const put = (part: Partial<MappingRow>): void => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (problem !== undefined) return;
    workbench.edit((flow) =>
      updateConfig(flow, { key: nodeKey, kind: 'apiRequest', what: 'mapping' }, (config) =>
        withMapping(config, part, draft),
      ),
    );
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Map value to a variable"
      size={320}
      classNames={{ inner: classes.place ?? '', overlay: classes.overlay ?? '' }}
    >
      <form onSubmit={submit} className={classes.form}>
        <TextInput
          label="Variable"
          value={draft.variable}
          classNames={{ input: classes.mono ?? '' }}
          spellCheck={false}
          description={`Later steps use {{${draft.variable}}}`}
          error={problem === undefined ? undefined : `A name ${problem}.`}
          onChange={(event) => put({ variable: event.currentTarget.value.trim() })}
          data-autofocus
        />
        <PathAndType row={draft} onChange={put} />
        <div className={classes.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={problem !== undefined}>
            Map value
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function PathAndType({
  row,
  onChange,
}: {
  row: MappingRow;
  onChange: (part: Partial<MappingRow>) => void;
}): ReactElement {
  return (
    <>
      <div className={classes.row}>
        <TextInput
          label="JSON path"
          value={row.path}
          classNames={{ input: classes.mono ?? '' }}
          spellCheck={false}
          onChange={(event) => onChange({ path: event.currentTarget.value })}
        />
        <Select
          label="Type"
          data={VALUE_TYPES.map((type) => ({ value: type, label: TYPE_WORDS[type] }))}
          value={row.type}
          onChange={(type) => onChange({ type: VALUE_TYPES.find((one) => one === type) ?? 'json' })}
        />
      </div>
      <div className={classes.ticks}>
        <Checkbox
          label="Required"
          checked={row.required}
          onChange={(event) => onChange({ required: event.currentTarget.checked })}
        />
        <Checkbox
          label="Id to trace by"
          checked={row.externalId}
          onChange={(event) => onChange({ externalId: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}

function typeOf({ value }: JsonRow): MappingRow['type'] {
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'json';
}
