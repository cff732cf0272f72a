import { ActionIcon, Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { VALUE_TYPES, type Json, type StartNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { useAction, useWorkbench } from '../../workbench/workbench-context.ts';
import { problemsOf } from '../FieldProblem.tsx';
import { TYPE_WORDS } from '../request/mapping-rows.ts';
import { useConfigEdit } from '../use-config-edit.ts';
import { useFieldProblems } from '../use-field-problems.ts';
import { fromAgents, type CallVariable } from './agent-variables.ts';
import classes from './start.module.css';

/** What calls bring, so that the flow may read it: declared here, or taken from the agents. */
export function CallVariables({ node }: { readonly node: StartNode }): ReactElement {
  const { isReadOnly } = useWorkbench();
  const { agents } = useAction();
  const edit = useConfigEdit(node.key, 'start');
  const { variables } = node.config;
  const offered = fromAgents(agents).filter(({ name }) => !variables.some((one) => one.name === name));
  const put = (next: CallVariable[], burst?: string): void => {
    edit('variables', (before) => ({ ...before, variables: next }), burst);
  };
  return (
    <section className={classes.variables} data-field="config.variables" aria-label="Variables that calls bring">
      <header className={classes.head}>
        <h3>Variables</h3>
        {!isReadOnly && (
          <Button size="sm" leftSection={<IconPlus />} onClick={() => put([...variables, newVariable(variables)])}>
            Add
          </Button>
        )}
      </header>
      <p className={classes.hint}>What calls bring with them. Steps read them by their name.</p>
      {variables.map((variable, at) => (
        <VariableRow
          key={String(at)}
          nodeKey={node.key}
          variable={variable}
          at={at}
          onChange={(part, burst) =>
            put(
              variables.map((one, index) => (index === at ? { ...one, ...part } : one)),
              burst && `variables ${String(at)} ${burst}`,
            )
          }
          onRemove={() => put(variables.filter((one) => one !== variable))}
        />
      ))}
      {offered.length > 0 && !isReadOnly && (
        <Button size="sm" variant="subtle" onClick={() => put([...variables, ...offered])}>
          Take {offered.map(({ name }) => name).join(', ')} from the agents
        </Button>
      )}
    </section>
  );
}

function newVariable(variables: readonly CallVariable[]): CallVariable {
  const names = new Set(variables.map(({ name }) => name));
  for (let number = variables.length + 1; ; number += 1) {
    const name = `variable${String(number)}`;
    if (!names.has(name)) return { name, type: 'string', required: false };
  }
}

interface RowProps {
  readonly nodeKey: string;
  readonly variable: CallVariable;
  readonly at: number;
  readonly onChange: (part: Partial<CallVariable>, burst?: string) => void;
  readonly onRemove: () => void;
}

function VariableRow({ nodeKey, variable, at, onChange, onRemove }: RowProps): ReactElement {
  const { isReadOnly } = useWorkbench();
  const { name, type, required, sample } = variable;
  const place = `config.variables.${String(at)}`;
  const { findings } = useFieldProblems(nodeKey, place);
  return (
    <div className={classes.variable} role="group" aria-label={`Variable ${name}`}>
      <TextInput
        aria-label={`Name of ${name}`}
        value={name}
        readOnly={isReadOnly}
        spellCheck={false}
        classNames={{ input: classes.mono ?? '' }}
        data-field={`${place}.name`}
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          if (text !== '') onChange({ name: text }, 'name');
        }}
      />
      <Select
        aria-label={`Type of ${name}`}
        data={VALUE_TYPES.map((one) => ({ value: one, label: TYPE_WORDS[one] }))}
        value={type}
        readOnly={isReadOnly}
        onChange={(value) => onChange({ type: VALUE_TYPES.find((one) => one === value) ?? 'string' })}
      />
      {!isReadOnly && (
        <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
          <IconTrash size={16} stroke={1.75} />
        </ActionIcon>
      )}
      <TextInput
        aria-label={`Sample of ${name}`}
        placeholder="Sample"
        value={sample === undefined ? '' : typeof sample === 'string' ? sample : JSON.stringify(sample)}
        readOnly={isReadOnly}
        onChange={(event) => onChange(withSample(event.currentTarget.value, type), 'sample')}
      />
      <Checkbox
        label="Required"
        checked={required}
        disabled={isReadOnly}
        onChange={(event) => onChange({ required: event.currentTarget.checked })}
      />
      {findings.length > 0 && <div className={classes.wide}>{problemsOf(findings)}</div>}
    </div>
  );
}

function withSample(text: string, type: CallVariable['type']): { sample?: Json } {
  if (type === 'string') return { sample: text };
  try {
    return { sample: JSON.parse(text) as Json };
  } catch {
    return { sample: text };
  }
}
