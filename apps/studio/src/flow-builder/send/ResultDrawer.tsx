import { ActionIcon, Button, Tabs } from '@mantine/core';
import { IconCircleCheckFilled, IconCopy, IconPin, IconPinnedOff, IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { bytes } from '../../ui/format-time.ts';
import { copyCurl } from '../curl/copy-curl.ts';
import { nodeOf } from '../edit/node-title.ts';
import { useAuthProfiles } from '../workbench/use-surroundings.ts';
import { useFlow, useSample, useSend, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { DataView } from './DataView.tsx';
import type { JsonRow } from './json-rows.ts';
import { mappedRows } from './mapped-rows.ts';
import { MapForm } from './MapForm.tsx';
import { Meta } from './Meta.tsx';
import { OtherData } from './OtherData.tsx';
import { pinSample, unpinSample } from './pin-sample.ts';
import type { SendPart, SendResult, SendState } from './send-state.ts';
import classes from './result.module.css';

/** What came of the last Send, under the canvas: its data, and everything about it. */
export function ResultDrawer(): ReactElement | null {
  const drawer = useView((view) => view.drawer);
  return drawer?.type === 'result' ? <Result nodeKey={drawer.nodeKey} part={drawer.part} /> : null;
}

interface Props {
  readonly nodeKey: string;
  readonly part: SendPart;
}

function Result({ nodeKey, part }: Props): ReactElement | null {
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
        {state.type === 'done' && part === 'REQUEST' && <ResultTools nodeKey={nodeKey} />}
        <ActionIcon aria-label="Close the result" onClick={() => workbench.show({ drawer: undefined })}>
          <IconX size={18} stroke={1.75} />
        </ActionIcon>
      </header>
      <div className={classes.content} role="tabpanel" aria-label={tab}>
        {state.type !== 'done' && <NoResult state={state} />}
        {state.type === 'done' && tab === 'meta' && <Meta result={state.result} />}
        {state.type === 'done' && tab === 'data' && <Data nodeKey={nodeKey} part={part} state={state} />}
      </div>
    </section>
  );
}

/** Pins what came, or copies what was sent. */
function ResultTools({ nodeKey }: { readonly nodeKey: string }): ReactElement {
  const workbench = useWorkbench();
  const profiles = useAuthProfiles();
  const isPinned = useSample((sample) => sample.pinned.some((one) => one.nodeKey === nodeKey));
  const hasAnswer = useSample((sample) => sample.sent[nodeKey] !== undefined);
  return (
    <>
      {isPinned && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPinnedOff />}
          onClick={() => void unpinSample(workbench, nodeKey)}
        >
          Unpin
        </Button>
      )}
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconPin />}
        disabled={!hasAnswer || workbench.isReadOnly}
        onClick={() => void pinSample(workbench, nodeKey)}
      >
        {isPinned ? 'Pin again' : 'Pin sample'}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconCopy />}
        onClick={() => copyCurl(workbench, nodeKey, profiles)}
      >
        Copy as cURL
      </Button>
    </>
  );
}

function Summary({ state }: { readonly state: SendState }): ReactElement {
  if (state.type !== 'done') {
    const words = { sending: 'Sending…', cancelled: 'Cancelled', refused: 'Not sent' } as const;
    return <span className={classes.summary}>{words[state.type]}</span>;
  }
  const { meta, isSuccess, failure } = state.result;
  const status =
    meta.status === null ? (failure?.code ?? 'No answer') : `${String(meta.status)} ${meta.statusText ?? ''}`;
  return (
    <span className={classes.summary}>
      <span className={classes.status} data-ok={isSuccess || undefined}>
        {isSuccess && <IconCircleCheckFilled aria-hidden size={14} />}
        {status}
      </span>
      {Math.round(meta.timing.totalMs)} ms
      {meta.responseBytes !== null && <span>{bytes(meta.responseBytes)}</span>}
    </span>
  );
}

/** Nothing came yet, or nothing was sent. */
function NoResult({ state }: { readonly state: Exclude<SendState, { type: 'done' }> }): ReactElement {
  if (state.type === 'sending') return <p className={classes.none}>Waiting for the answer…</p>;
  if (state.type === 'cancelled') {
    return (
      <p className={classes.none}>
        Cancelled after {Math.round(state.afterMs)} ms. The connection to the target was closed; it may have got the
        request.
      </p>
    );
  }
  return (
    <p role="alert" className={classes.failure}>
      {state.code !== undefined && <code>{state.code}</code>} {state.problem}
    </p>
  );
}

function Data({
  nodeKey,
  part,
  state,
}: Props & { readonly state: Extract<SendState, { type: 'done' }> }): ReactElement | null {
  const node = nodeOf(useFlow(), nodeKey);
  const [mapping, setMapping] = useState<JsonRow>();
  const rows = node?.kind === 'apiRequest' ? mappedRows(node.config, part) : [];
  const { value, result } = state;
  return (
    <>
      <Failure result={result} />
      {value === undefined ? (
        <OtherData data={result.data} />
      ) : (
        <DataView
          key={state.at.getTime()}
          value={value}
          text={result.data?.text ?? undefined}
          fileName={`${nodeKey}.json`}
          mapped={new Map(rows.map(({ path, variable }) => [path, variable]))}
          onMap={setMapping}
        />
      )}
      {mapping !== undefined && (
        <MapForm nodeKey={nodeKey} part={part} row={mapping} onClose={() => setMapping(undefined)} />
      )}
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
