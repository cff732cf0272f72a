import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent, type ReactElement } from 'react';
import { setNodeName } from '../edit/rename-node.ts';
import { titleOfKey } from '../edit/node-title.ts';
import { focusNode } from '../workbench/focus-node.ts';
import { useAction, useView, useWorkbench } from '../workbench/workbench-context.ts';
import classes from '../connect/connect-dialog.module.css';

/** Another name for a step (F2). */
export function RenameDialog(): ReactElement | null {
  const key = useView((view) => (view.layer?.type === 'rename' ? view.layer.key : undefined));
  return key === undefined ? null : <RenameForm key={key} nodeKey={key} />;
}

function RenameForm({ nodeKey }: { readonly nodeKey: string }): ReactElement {
  const workbench = useWorkbench();
  const { live } = useAction();
  const [name, setName] = useState(() => titleOfKey(workbench.flow, nodeKey));
  const published = new Set(live?.flow.nodes.map(({ key }) => key));
  const outcome = setNodeName(workbench.flow, nodeKey, name, published);
  const close = (): void => {
    workbench.close();
    setTimeout(() => focusNode(workbench.view.getState().selected[0] ?? nodeKey), 0);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!outcome.ok) return;
    workbench.edit((flow) => setNodeName(flow, nodeKey, name, published));
    close();
  };
  return (
    <Modal opened onClose={close} title={`Rename ${titleOfKey(workbench.flow, nodeKey)}`} size={440}>
      <form onSubmit={submit} className={classes.form}>
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={outcome.ok ? undefined : outcome.problem}
          data-autofocus
        />
        <div className={classes.buttons}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!outcome.ok}>
            Rename
          </Button>
        </div>
      </form>
    </Modal>
  );
}
