import { Checkbox, MultiSelect, NumberInput, Select } from '@mantine/core';
import { CALL_OUTCOMES, type StartNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { useAction, useWorkbench } from '../../workbench/workbench-context.ts';
import { problemsOf } from '../FieldProblem.tsx';
import { NodeText } from '../NodeText.tsx';
import { useConfigEdit, type ConfigEdit } from '../use-config-edit.ts';
import { useFieldProblems } from '../use-field-problems.ts';
import { CallVariables } from './CallVariables.tsx';
import { HeardCalls } from './HeardCalls.tsx';
import classes from './start.module.css';

interface Props {
  readonly node: StartNode;
  readonly edit: ConfigEdit<'start'>;
}

/** Which calls the flow hears, and what they bring. */
export function StartForm({ node }: { readonly node: StartNode }): ReactElement {
  const edit = useConfigEdit(node.key, 'start');
  const { condition } = node.config;
  return (
    <div className={classes.form}>
      <HeardCalls node={node} />
      <EventField node={node} edit={edit} />
      <Outcomes node={node} edit={edit} />
      <EndNodes node={node} edit={edit} />
      <NodeText
        label="Condition (optional)"
        kind="condition"
        hasPicker
        place={{ nodeKey: node.key }}
        fieldPath="config.condition"
        value={condition ?? ''}
        placeholder="interaction.DURATION > 10"
        onChange={(text) =>
          edit('condition', (before) => ({ ...before, condition: text.trim() === '' ? null : text }), 'condition')
        }
      />
      <WaitFor node={node} edit={edit} />
      <CallVariables node={node} />
    </div>
  );
}

function EventField({ node, edit }: Props): ReactElement {
  const { isReadOnly } = useWorkbench();
  return (
    <Select
      label="Event"
      data={[
        { value: 'call.ended', label: 'call.ended: the call is over' },
        { value: 'call.analyzed', label: 'call.analyzed: its analysis is there' },
      ]}
      value={node.config.event}
      readOnly={isReadOnly}
      data-field="config.event"
      onChange={(event) =>
        edit('event', (before) => ({
          ...before,
          event: event === 'call.analyzed' ? 'call.analyzed' : 'call.ended',
        }))
      }
    />
  );
}

const WORDS: Readonly<Record<string, string>> = { no_answer: 'no answer' };
const FIRST: readonly string[] = ['completed', 'transferred'];

function Outcomes({ node, edit }: Props): ReactElement {
  const { isReadOnly } = useWorkbench();
  const { outcomes } = node.config;
  const { findings } = useFieldProblems(node.key, 'config.outcomes');
  const isTransferredHeard = outcomes.includes('transferred');
  const all = [...FIRST, ...CALL_OUTCOMES.filter((outcome) => !FIRST.includes(outcome))];
  const put = (chosen: readonly string[]): void => {
    edit('outcomes', (before) => ({
      ...before,
      outcomes: CALL_OUTCOMES.filter((outcome) => chosen.includes(outcome)),
    }));
  };
  return (
    <div data-field="config.outcomes">
      <Checkbox.Group label="Outcomes" value={[...outcomes]} onChange={put} readOnly={isReadOnly}>
        <div className={classes.outcomes}>
          {all.map((outcome) => (
            <Checkbox key={outcome} value={outcome} label={WORDS[outcome] ?? outcome} disabled={isReadOnly} />
          ))}
        </div>
      </Checkbox.Group>
      {!isTransferredHeard && (
        <p className={classes.hint}>Escalated calls usually end as transferred: tick it to hear them.</p>
      )}
      {problemsOf(findings)}
    </div>
  );
}

/** By name; an id that no agent has stays, and is a problem. */
function EndNodes({ node, edit }: Props): ReactElement {
  const { isReadOnly } = useWorkbench();
  const { agents } = useAction();
  const { findings } = useFieldProblems(node.key, 'config.endNodeIds');
  const { endNodeIds } = node.config;
  const known = new Map(
    agents.flatMap((agent) =>
      agent.endNodes.map(({ id, name }) => [id, agents.length > 1 ? `${name} (${agent.name})` : name] as const),
    ),
  );
  const unknown = endNodeIds.filter((id) => !known.has(id));
  return (
    <div data-field="config.endNodeIds">
      <MultiSelect
        label="End Call nodes"
        placeholder={endNodeIds.length === 0 ? 'Any' : ''}
        description={
          endNodeIds.length === 0
            ? 'Any place where a conversation ends.'
            : 'A call that does not say where it ended does not match.'
        }
        data={[
          ...[...known].map(([id, name]) => ({ value: id, label: name })),
          ...unknown.map((id) => ({ value: id, label: `${id} (unknown)` })),
        ]}
        value={[...endNodeIds]}
        readOnly={isReadOnly}
        searchable
        error={findings.length > 0}
        nothingFoundMessage={known.size === 0 ? 'These agents have registered no End Call nodes' : 'No such node'}
        onChange={(ids) => edit('End Call nodes', (before) => ({ ...before, endNodeIds: ids }))}
      />
      {problemsOf(findings)}
    </div>
  );
}

const USUAL_WAIT_MS = 600_000;

function WaitFor({ node, edit }: Props): ReactElement | null {
  const { isReadOnly } = useWorkbench();
  const { waitFor, event } = node.config;
  const { findings } = useFieldProblems(node.key, 'config.waitFor');
  if (event === 'call.analyzed' && !waitFor) return null;
  const set = (deadlineMs: number | undefined, burst?: string): void => {
    const next = deadlineMs === undefined ? null : { event: 'call.analyzed' as const, deadlineMs };
    edit('waiting for the analysis', (before) => ({ ...before, waitFor: next }), burst);
  };
  return (
    <div className={classes.wait} data-field="config.waitFor">
      <Checkbox
        label="Wait for the analysis"
        description={
          waitFor ? 'One run when both events are there; at the deadline it runs with ANALYZED = false.' : undefined
        }
        checked={Boolean(waitFor)}
        disabled={isReadOnly}
        onChange={(change) => set(change.currentTarget.checked ? USUAL_WAIT_MS : undefined)}
      />
      {waitFor && (
        <NumberInput
          label="Deadline in minutes"
          value={waitFor.deadlineMs / 60_000}
          min={1}
          max={1440}
          readOnly={isReadOnly}
          w={160}
          onChange={(minutes) => {
            const ms = Math.round(Number(minutes) * 60_000);
            if (ms > 0) set(ms, 'waitFor');
          }}
        />
      )}
      {problemsOf(findings)}
    </div>
  );
}
