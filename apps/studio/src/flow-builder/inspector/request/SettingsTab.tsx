import { Checkbox, Radio, TagsInput, TextInput } from '@mantine/core';
import type { ApiRequestConfig, ApiRequestNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { useFlow, useWorkbench } from '../../workbench/workbench-context.ts';
import { titleOfKey } from '../../edit/node-title.ts';
import { problemsOf } from '../FieldProblem.tsx';
import { useConfigEdit, type ConfigEdit } from '../use-config-edit.ts';
import { useFieldProblems } from '../use-field-problems.ts';
import { LookupForm } from './LookupForm.tsx';
import { isDuration, isStatusPattern, scheduleInWords } from './retry-words.ts';
import classes from './settings.module.css';

type Edit = ConfigEdit<'apiRequest'>;
type InDoubt = ApiRequestConfig['idempotency']['inDoubt'];

/** How often it is tried, what counts as success, and what happens when nobody knows whether it happened. */
export function SettingsTab({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const edit = useConfigEdit(node.key, 'apiRequest');
  return (
    <div className={classes.settings}>
      <Retry node={node} edit={edit} />
      <Success node={node} edit={edit} />
      <Idempotency node={node} edit={edit} />
      <IfItFails node={node} />
    </div>
  );
}

interface Props {
  readonly node: ApiRequestNode;
  readonly edit: Edit;
}

function Retry({ node, edit }: Props): ReactElement {
  const { isReadOnly } = useWorkbench();
  const { schedule } = node.config.retry;
  const { findings } = useFieldProblems(node.key, 'config.retry');
  return (
    <section className={classes.group} data-field="config.retry">
      <h3>Retry</h3>
      <TagsInput
        label="Retry after"
        placeholder={schedule.length === 0 ? 'No retry; add 30s, 2m, 1h' : 'Add'}
        value={[...schedule]}
        allowDuplicates
        readOnly={isReadOnly}
        splitChars={[',', ' ']}
        isDuplicate={() => false}
        onChange={(tags) => edit('retry', (before) => ({ ...before, retry: { schedule: tags.filter(isDuration) } }))}
        description={scheduleInWords(schedule)}
      />
      {problemsOf(findings)}
    </section>
  );
}

function Success({ node, edit }: Props): ReactElement {
  const { isReadOnly } = useWorkbench();
  const { findings } = useFieldProblems(node.key, 'config.success');
  return (
    <section className={classes.group} data-field="config.success">
      <h3>Success</h3>
      <TagsInput
        label="Status codes"
        placeholder="Add code"
        value={[...node.config.success]}
        readOnly={isReadOnly}
        splitChars={[',', ' ']}
        onChange={(tags) => edit('success', (before) => ({ ...before, success: tags.filter(isStatusPattern) }))}
        description="2xx, 201 or 200-204. Redirects are not followed: they are answers."
      />
      {problemsOf(findings)}
    </section>
  );
}

const CHOICES: readonly { readonly value: InDoubt; readonly label: string; readonly risk: string }[] = [
  {
    value: 'repeat',
    label: 'Repeat with the same key',
    risk: 'It may happen twice, unless the target honours the key.',
  },
  {
    value: 'lookup',
    label: 'Look it up first',
    risk: 'A GET says whether it happened; if it did not, it is sent again.',
  },
  { value: 'review', label: 'Ask a person', risk: 'The run waits until somebody decides.' },
];

function Idempotency({ node, edit }: Props): ReactElement {
  const { isReadOnly } = useWorkbench();
  const { idempotency } = node.config;
  const { findings } = useFieldProblems(node.key, 'config.idempotency');
  const own = findings.filter(({ fieldPath }) => fieldPath?.startsWith('config.idempotency.lookup.') !== true);
  const set = (what: string, change: Partial<typeof idempotency>, burst?: string): void => {
    edit(what, (before) => ({ ...before, idempotency: { ...before.idempotency, ...change } }), burst);
  };
  return (
    <section className={classes.group} data-field="config.idempotency">
      <h3>Idempotency</h3>
      <div className={classes.pair}>
        <TextInput
          label="Header"
          value={idempotency.header}
          readOnly={isReadOnly}
          spellCheck={false}
          classNames={{ input: classes.mono ?? '' }}
          onChange={(event) => set('idempotency header', { header: event.currentTarget.value.trim() }, 'idempotency')}
        />
        <Checkbox
          label="The target honours this key"
          checked={idempotency.honoured}
          disabled={isReadOnly}
          onChange={(event) => set('idempotency', { honoured: event.currentTarget.checked })}
        />
      </div>
      <Radio.Group
        label="When in doubt"
        description="In doubt: the request was sent and no complete answer was stored."
        value={idempotency.inDoubt}
        readOnly={isReadOnly}
        onChange={(value) => set('what happens in doubt', withChoice(value, idempotency.lookup))}
      >
        <div className={classes.choices}>
          {CHOICES.map(({ value, label, risk }) => (
            <Radio key={value} value={value} label={label} description={risk} disabled={isReadOnly} />
          ))}
        </div>
      </Radio.Group>
      {problemsOf(own)}
      {idempotency.inDoubt === 'lookup' && <LookupForm node={node} />}
    </section>
  );
}

function withChoice(
  inDoubt: InDoubt,
  lookup: ApiRequestConfig['idempotency']['lookup'],
): Partial<ApiRequestConfig['idempotency']> {
  if (inDoubt !== 'lookup' || lookup !== undefined) return { inDoubt };
  return { inDoubt, lookup: { url: '', query: [], headers: [], found: '', mapping: [] } };
}

/** What happens then follows from the connections: a failure exit that leads somewhere is taken. */
function IfItFails({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const workbench = useWorkbench();
  const flow = useFlow();
  const wired = flow.edges.filter(({ from, port }) => from === node.key && port === 'failure');
  const titles = wired.map(({ to }) => titleOfKey(flow, to)).join(', ');
  const choose = (value: string): void => {
    if (value === 'continue') workbench.open({ type: 'connect', from: node.key, port: 'failure' });
    else {
      workbench.edit((one) => ({
        ok: true,
        flow: { ...one, edges: one.edges.filter(({ from, port }) => from !== node.key || port !== 'failure') },
        says: 'The run fails if this request fails',
      }));
    }
  };
  return (
    <section className={classes.group}>
      <h3>If it fails</h3>
      <Radio.Group
        aria-label="If it fails"
        value={wired.length > 0 ? 'continue' : 'fail'}
        onChange={choose}
        readOnly={workbench.isReadOnly}
      >
        <div className={classes.choices}>
          <Radio
            value="continue"
            label="Continue at the failure exit"
            description={wired.length > 0 ? `Leads to ${titles}.` : 'Not wired yet. Connect failure to a step.'}
            disabled={workbench.isReadOnly}
          />
          <Radio
            value="fail"
            label="Fail the run"
            description="Other branches finish first."
            disabled={workbench.isReadOnly}
          />
        </div>
      </Radio.Group>
    </section>
  );
}
