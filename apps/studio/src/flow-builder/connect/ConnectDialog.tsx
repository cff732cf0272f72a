import { Button, Modal, Select } from '@mantine/core';
import type { FlowDocument } from '@aftercall/flow-model';
import { useState, type SyntheticEvent, type ReactElement } from 'react';
import { exitsOf, type NodeExit } from '../../flow-graph/node-shape.ts';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { connect, findConnectionProblem } from '../edit/connect.ts';
import { nodeOf, titleOfKey } from '../edit/node-title.ts';
import { focusNode } from '../workbench/focus-node.ts';
import { useView, useWorkbench } from '../workbench/workbench-context.ts';
import classes from './connect-dialog.module.css';

/** Connect without a pointer: an exit, then where it leads. */
export function ConnectDialog(): ReactElement | null {
  const layer = useView((view) => (view.layer?.type === 'connect' ? view.layer : undefined));
  return layer === undefined ? null : <ConnectForm key={layer.from} from={layer.from} given={layer.port} />;
}

function ConnectForm({ from, given }: { from: string; given: string | undefined }): ReactElement | null {
  const workbench = useWorkbench();
  const { flow } = workbench;
  const exits = exitsOfKey(flow, from);
  const [port, setPort] = useState(given ?? firstFree(flow, from, exits));
  const [to, setTo] = useState<string | null>(null);
  const close = (): void => {
    workbench.close();
    setTimeout(() => focusNode(from), 0);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (to === null) return;
    workbench.edit((one) => connect(one, { from, port, to }));
    close();
  };
  const problem = to === null ? undefined : findConnectionProblem(flow, { from, port, to });
  return (
    <Modal opened onClose={close} title={`Connect ${titleOfKey(flow, from)} to…`} size={440}>
      <form onSubmit={submit} className={classes.form}>
        {exits.length > 1 && (
          <Select
            label="Exit"
            value={port}
            onChange={(value) => setPort(value ?? port)}
            data={exits.map((exit) => ({ value: exit.port, label: exit.label ?? exit.port }))}
            data-autofocus
          />
        )}
        <Select
          label="Leads to"
          placeholder="Choose a step"
          searchable
          value={to}
          onChange={setTo}
          error={problem}
          data={flow.nodes
            .filter(({ key, kind }) => key !== from && kind !== 'start')
            .map((one) => ({ value: one.key, label: titleOf(one) }))}
          nothingFoundMessage="No such step"
          data-autofocus={exits.length > 1 ? undefined : true}
        />
        <div className={classes.buttons}>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={to === null || problem !== undefined}>
            Connect
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function exitsOfKey(flow: FlowDocument, key: string): readonly NodeExit[] {
  const node = nodeOf(flow, key);
  return node === undefined ? [] : exitsOf(node);
}

/** The exit that is most likely meant: the first that leads nowhere yet. */
function firstFree(flow: FlowDocument, key: string, exits: readonly NodeExit[]): string {
  const taken = new Set(flow.edges.filter((edge) => edge.from === key).map(({ port }) => port));
  return (exits.find(({ port }) => !taken.has(port)) ?? exits[0])?.port ?? 'next';
}
