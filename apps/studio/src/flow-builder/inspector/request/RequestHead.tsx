import { NumberInput, Select } from '@mantine/core';
import type { ApiRequestNode } from '@aftercall/flow-model';
import { useRef, useState, type ReactElement } from 'react';
import { isCurlCommand, readCurl } from '../../curl/read-curl.ts';
import { tellOfCurl } from '../../curl/tell-of-curl.ts';
import { takeCurl } from '../../edit/add-request.ts';
import { withMethod } from '../../edit/update-node.ts';
import { joinUrl, splitUrl } from '../../url/split-url.ts';
import { ResolvedLine } from '../../sample/ResolvedLine.tsx';
import { useView, useWorkbench } from '../../workbench/workbench-context.ts';
import { problemsOf } from '../FieldProblem.tsx';
import { NodeText } from '../NodeText.tsx';
import { useFieldProblems } from '../use-field-problems.ts';
import { useConfigEdit } from '../use-config-edit.ts';
import { AuthProfileField } from './AuthProfileField.tsx';
import { PinnedBanner } from './PinnedBanner.tsx';
import { SendButton } from './SendButton.tsx';
import classes from './request.module.css';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Method and URL, Send; then the auth profile, where it is seen, and the timeout. */
export function RequestHead({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const workbench = useWorkbench();
  const { key, config } = node;
  const edit = useConfigEdit(key, 'apiRequest');
  return (
    <div className={classes.head}>
      <div className={classes.target}>
        <div className={classes.where}>
          <Select
            aria-label="Method"
            className={classes.method ?? ''}
            data={METHODS}
            value={config.method}
            readOnly={workbench.isReadOnly}
            onChange={(method) => method !== null && edit('method', (before) => withMethod(before, method))}
          />
          <UrlField node={node} />
        </div>
        <SendButton node={node} />
      </div>
      <UrlProblems node={node} />
      <ResolvedUrl node={node} />
      <div className={classes.access}>
        <AuthProfileField node={node} />
        <NumberInput
          label="Timeout"
          className={classes.timeout ?? ''}
          value={config.timeoutMs / 1000}
          min={0.1}
          max={300}
          decimalScale={1}
          hideControls
          rightSection="s"
          readOnly={workbench.isReadOnly}
          data-field="config.timeoutMs"
          onChange={(seconds) => {
            const ms = Math.round(Number(seconds) * 1000);
            if (Number.isFinite(ms) && ms > 0) edit('timeout', (before) => ({ ...before, timeoutMs: ms }), 'timeout');
          }}
        />
      </div>
      <PinnedBanner node={node} />
    </div>
  );
}

/**
 * The whole address in one line; its query stands as rows under Params at the same time. What is typed stays as it is typed,
 * as long as it says the same as the rows.
 */
function UrlField({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const workbench = useWorkbench();
  const { key, config } = node;
  const edit = useConfigEdit(key, 'apiRequest');
  const typed = useRef('');
  const [, redraw] = useState(0);
  const value = saysTheSame(typed.current, config) ? typed.current : joinUrl(config.url, config.query);
  const change = (text: string): void => {
    typed.current = text;
    redraw((count) => count + 1);
    const { url, rows } = splitUrl(text);
    edit('URL', (before) => ({ ...before, url, query: [...rows] }), 'url');
  };
  const paste = (text: string): boolean => {
    if (!isCurlCommand(text)) return false;
    const read = readCurl(text);
    if (!read.ok) {
      workbench.refuse(read.problem);
      return true;
    }
    workbench.edit((flow) => takeCurl(flow, key, read.request));
    tellOfCurl(workbench, read.request);
    return true;
  };
  return (
    <NodeText
      label="URL"
      isLabelHidden
      bare
      isQuiet
      place={{ nodeKey: key }}
      fieldPath="config.url"
      value={value}
      placeholder="https://… or paste a curl command"
      onChange={change}
      onPaste={paste}
    />
  );
}

function saysTheSame(text: string, { url, query }: ApiRequestNode['config']): boolean {
  const split = splitUrl(text);
  const isSameQuery =
    split.rows.length === query.length &&
    split.rows.every(({ name, value }, at) => isSameRow({ name, value }, query[at]));
  return split.url === url && isSameQuery;
}

function isSameRow(one: { name: string; value: string }, other: { name: string; value: string } | undefined): boolean {
  return one.name === other?.name && one.value === other.value;
}

/** The whole address with the sample call in it. */
function ResolvedUrl({ node: { key, config } }: { readonly node: ApiRequestNode }): ReactElement | null {
  const showsResolved = useView((view) => view.showsResolved);
  const text = joinUrl(config.url, config.query);
  if (!showsResolved || !text.includes('{{')) return null;
  return <ResolvedLine place={{ nodeKey: key }} text={text} />;
}

/** Under the line, where there is room for words. */
function UrlProblems({ node }: { readonly node: ApiRequestNode }): ReactElement | null {
  const { findings } = useFieldProblems(node.key, 'config.url');
  return problemsOf(findings) ?? null;
}
