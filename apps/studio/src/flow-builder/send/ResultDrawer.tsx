import { ActionIcon, Tabs } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { bytes } from '../../ui/format-time.ts';
import { nodeOf } from '../edit/node-title.ts';
import { useFlow, useSend, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { DataTree } from './DataTree.tsx';
import type { JsonRow } from './json-rows.ts';
import { MapForm } from './MapForm.tsx';
import { Meta } from './Meta.tsx';
import type { SendPart, SendResult, SendState } from './send-state.ts';
import classes from './result.module.css';

/** As much of a text as is shown. */
const LONGEST_TEXT = 262_144;

/** What came of the last Send, under the canvas: its data, and everything about it. */
export function ResultDrawer(): ReactElement | null {
  const drawer = useView((view) => view.drawer);
  return drawer?.type === 'result' ? <Result nodeKey={drawer.nodeKey} part={drawer.part} /> : null;
}

function Result({ nodeKey, part }: { readonly nodeKey: string; readonly part: SendPart }): ReactElement | null {
  const workbench = useWorkbench();
  const tab = useView((view) => view.drawerTab);
  const state = useSend(nodeKey, part);
  if (state === undefined) return null;
  return (
    <section className={classes.drawer} aria-label="Result of Send">
      <header className={classes.head}>
        <Tabs value={tab} onChange={(name) => workbench.show({ drawerTab: name === 'meta' ? 'meta' : 'data' })}>
          <Tabs.List>
            <Tabs.Tab value="data">Data</Tabs.Tab>
            <Tabs.Tab value="meta">Meta</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <Summary state={state} />
        <ActionIcon aria-label="Close the result" onClick={() => workbench.show({ drawer: undefined })}>
          <IconX size={18} stroke={1.75} />
        </ActionIcon>
      </header>
      <div className={classes.content} role="tabpanel" aria-label={tab}>
        {tab === 'meta' && state.type === 'done' ? (
          <Meta result={state.result} />
        ) : (
          <Data nodeKey={nodeKey} state={state} />
        )}
      </div>
    </section>
  );
}

function Summary({ state }: { readonly state: SendState }): ReactElement {
  if (state.type === 'sending') return <span className={classes.summary}>Sending…</span>;
  if (state.type === 'cancelled') {
    return <span className={classes.summary}>Cancelled after {Math.round(state.afterMs)} ms</span>;
  }
  if (state.type === 'refused') return <span className={classes.summary}>Not sent</span>;
  const { meta, isSuccess, failure } = state.result;
  const status =
    meta.status === null ? (failure?.code ?? 'No answer') : `${String(meta.status)} ${meta.statusText ?? ''}`;
  return (
    <span className={classes.summary}>
      <span className={classes.status} data-ok={isSuccess || undefined}>
        {status}
      </span>
      {Math.round(meta.timing.totalMs)} ms
      {meta.responseBytes !== null && <span>{bytes(meta.responseBytes)}</span>}
    </span>
  );
}

function Data({ nodeKey, state }: { readonly nodeKey: string; readonly state: SendState }): ReactElement | null {
  const node = nodeOf(useFlow(), nodeKey);
  const [mapping, setMapping] = useState<JsonRow>();
  if (state.type === 'refused') {
    return (
      <p role="alert" className={classes.failure}>
        {state.code !== undefined && <code>{state.code}</code>} {state.problem}
      </p>
    );
  }
  if (state.type !== 'done') return null;
  const rows = node?.kind === 'apiRequest' ? node.config.mapping : [];
  return (
    <>
      <Failure result={state.result} />
      {state.value === undefined ? (
        <pre className={classes.raw}>{(state.result.data?.text ?? '').slice(0, LONGEST_TEXT)}</pre>
      ) : (
        <DataTree
          key={state.at.getTime()}
          value={state.value}
          mapped={new Map(rows.map(({ path, variable }) => [path, variable]))}
          onMap={setMapping}
        />
      )}
      {mapping !== undefined && <MapForm nodeKey={nodeKey} row={mapping} onClose={() => setMapping(undefined)} />}
    </>
  );
}

/** Why there is no answer, or none that can be read. */
function Failure({ result: { failure, data } }: { readonly result: SendResult }): ReactElement {
  return (
    <>
      {failure !== null && (
        <p role="alert" className={classes.failure}>
          <code>{failure.code}</code> {failure.message} {failure.hint}
        </p>
      )}
      {data?.problem != null && <p className={classes.failure}>{data.problem}</p>}
    </>
  );
}
