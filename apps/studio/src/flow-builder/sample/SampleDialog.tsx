import { Button, Modal, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { JsonObject } from '@aftercall/flow-model';
import { useState, type ReactElement } from 'react';
import { utcDayTime } from '../../ui/format-time.ts';
import { readJsonText, writeJsonText } from '../json/json-text.ts';
import { JsonField } from '../text-fields/JsonField.tsx';
import { useAction, useSample, useWorkbench } from '../workbench/workbench-context.ts';
import { findCallDataProblem } from './check-call-data.ts';
import { chooseSample } from './choose-sample.ts';
import { listPastCalls } from './past-calls.ts';
import { EXAMPLE_CALLS, type SampleCall } from './sample-call.ts';
import classes from './sample.module.css';

/** Chooses the call that values are shown with: an example, a recent one, or one that is typed. */
export function SampleDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const workbench = useWorkbench();
  const choose = (call: SampleCall): void => {
    chooseSample(workbench, call);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Sample call" size={640}>
      <Tabs defaultValue="examples" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="examples">Examples</Tabs.Tab>
          <Tabs.Tab value="recent">Recent calls</Tabs.Tab>
          <Tabs.Tab value="typed">Typed JSON</Tabs.Tab>
        </Tabs.List>
        <div className={classes.choice}>
          <Tabs.Panel value="examples">
            <ul className={classes.calls}>
              {EXAMPLE_CALLS.map((call) => (
                <CallRow key={call.label} call={call} name={call.label} onChoose={choose} />
              ))}
            </ul>
          </Tabs.Panel>
          <Tabs.Panel value="recent">
            <RecentCalls onChoose={choose} />
          </Tabs.Panel>
          <Tabs.Panel value="typed">
            <TypedCall onChoose={choose} onClose={onClose} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </Modal>
  );
}

interface RowProps {
  readonly call: SampleCall;
  readonly name: string;
  readonly about?: string;
  readonly onChoose: (call: SampleCall) => void;
}

function CallRow({ call, name, about, onChoose }: RowProps): ReactElement {
  const { callId, outcome } = call.data;
  return (
    <li>
      <button type="button" onClick={() => onChoose(call)}>
        <span className={classes.callName}>{name}</span>
        <span className={classes.about}>{about ?? [callId, outcome].filter(Boolean).map(String).join(', ')}</span>
      </button>
    </li>
  );
}

/** The last calls of the action's agents, with what they brought. */
function RecentCalls({ onChoose }: Pick<RowProps, 'onChoose'>): ReactElement {
  const { agents } = useAction();
  const agentIds = agents.map(({ agentId }) => agentId);
  const { data, error, isPending } = useQuery({
    queryKey: ['sample-calls', agentIds],
    queryFn: ({ signal }) => listPastCalls(agentIds, signal),
    gcTime: 0,
  });
  if (error !== null) return <p role="alert">Recent calls could not be loaded. {error.message}</p>;
  if (isPending) return <p aria-busy="true">Loading recent calls…</p>;
  if (data.length === 0) {
    return <p>These agents have had no calls yet, or your role does not show what calls brought.</p>;
  }
  return (
    <ul className={classes.calls}>
      {data.map(({ call, outcome, at }) => (
        <CallRow
          key={call.label}
          call={call}
          name={call.label}
          about={`${outcome ?? 'no outcome'}, ${utcDayTime(at)}`}
          onChoose={onChoose}
        />
      ))}
    </ul>
  );
}

/** JSON that is checked as the doors check it. */
function TypedCall({ onChoose, onClose }: Pick<RowProps, 'onChoose'> & { onClose: () => void }): ReactElement {
  const call = useSample((sample) => sample.call);
  const [text, setText] = useState(() => writeJsonText(call.data));
  const problem = problemOf(text, call.type);
  const use = (): void => {
    const read = readJsonText(text);
    if (problem === undefined && read.ok) {
      const data = read.json as JsonObject;
      onChoose({
        label: typeof data['callId'] === 'string' ? data['callId'] : 'Typed call',
        type: call.type,
        data,
        source: { type: 'typed' },
      });
    }
  };
  return (
    <>
      <JsonField
        label={`Data of ${call.type}`}
        text={text}
        onChange={setText}
        fieldPath="sample"
        problem={problem === undefined ? undefined : <span className={classes.problem}>{problem}</span>}
      />
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" disabled={problem !== undefined} onClick={use}>
          Use this call
        </Button>
      </div>
    </>
  );
}

function problemOf(text: string, type: SampleCall['type']): string | undefined {
  const read = readJsonText(text);
  if (!read.ok) return `Line ${String(text.slice(0, read.at).split('\n').length)}: ${read.problem}.`;
  return findCallDataProblem(type, read.json);
}
