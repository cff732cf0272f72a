import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { JsonBlock } from '../ui/JsonBlock.tsx';
import { HeaderTable } from './HeaderTable.tsx';
import classes from './run-page.module.css';
import type { RunStep } from './run-shapes.ts';
import { attemptsOf } from './step-words.ts';

/** What the step worked with: the request as it was sent, or what its node says. */
export function StepInput({
  step,
  node,
}: {
  readonly step: RunStep;
  readonly node: FlowNode | undefined;
}): ReactElement {
  if (step.kind === 'API_REQUEST') return <RequestInput step={step} />;
  if (node?.kind === 'decision') return <DecisionInput step={step} node={node} />;
  if (node?.kind === 'setVariable') return <JsonBlock label="Assignments" value={node.config.assignments} />;
  return <p className={classes.none}>The flow of this version cannot be read here.</p>;
}

function RequestInput({ step }: { readonly step: RunStep }): ReactElement {
  const request = attemptsOf(step).findLast((attempt) => attempt.request !== null)?.request;
  if (request == null) return <p className={classes.none}>Nothing was sent.</p>;
  return (
    <>
      <p className={classes.requestLine}>
        <strong>{request.method}</strong> <code>{request.url}</code>
      </p>
      <h3 className={classes.part}>Headers</h3>
      <HeaderTable headers={request.headers} label="Request headers" />
      <h3 className={classes.part}>Body</h3>
      {request.body === null ? (
        <p className={classes.none}>
          There was none, or your role does not show it: bodies begin with the role Operator.
        </p>
      ) : (
        <JsonBlock label="Request body" value={readJson(request.body)} />
      )}
    </>
  );
}

function DecisionInput({
  step,
  node,
}: {
  readonly step: RunStep;
  readonly node: FlowNode & { kind: 'decision' };
}): ReactElement {
  const branches = [
    ...node.config.branches.map(({ key, label, when }) => ({ key, label: label === '' ? key : label, when })),
    { key: 'otherwise', label: 'otherwise', when: 'nothing above' },
  ];
  return (
    <ol className={classes.branches}>
      {branches.map(({ key, label, when }) => (
        <li key={key} aria-current={step.port === key ? 'true' : undefined}>
          <strong>{label}</strong>
          <code>{typeof when === 'string' ? when : JSON.stringify(when)}</code>
          <span>{step.port === key ? 'taken' : ''}</span>
        </li>
      ))}
    </ol>
  );
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
