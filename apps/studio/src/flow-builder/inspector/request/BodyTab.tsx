import { Button, SegmentedControl, TextInput } from '@mantine/core';
import type { ApiRequestNode, Finding, Json, RequestBody } from '@aftercall/flow-model';
import { useRef, useState, type ReactElement } from 'react';
import { jsonStrings, rangeInText, readJsonText, writeJsonText } from '../../json/json-text.ts';
import { suggestName } from '../../problems/suggest-name.ts';
import type { FieldMark, FieldNames } from '../../text-fields/field-names.ts';
import { JsonField } from '../../text-fields/JsonField.tsx';
import { useFieldNames } from '../../text-fields/use-field-names.ts';
import { useWorkbench } from '../../workbench/workbench-context.ts';
import { FieldProblem, problemsOf, type WayOut } from '../FieldProblem.tsx';
import { NodeText } from '../NodeText.tsx';
import { useConfigEdit } from '../use-config-edit.ts';
import { useFieldProblems } from '../use-field-problems.ts';
import { isSameJsonText, storedJson } from './body-text.ts';
import { ResolvedBody } from './ResolvedBody.tsx';
import { RowTable } from './RowTable.tsx';
import classes from './request.module.css';

type BodyType = 'none' | RequestBody['type'];

const TYPES = [
  { value: 'none', label: 'None' },
  { value: 'json', label: 'JSON' },
  { value: 'form', label: 'Form' },
  { value: 'raw', label: 'Raw' },
] as const;

const EMPTY: Readonly<Record<BodyType, RequestBody | null>> = {
  none: null,
  json: { type: 'json', json: {} },
  form: { type: 'form', form: [{ name: '', value: '' }] },
  raw: { type: 'raw', raw: '', contentType: 'text/plain; charset=utf-8' },
};

/** What is sent: JSON as a tree, a form, or text. */
export function BodyTab({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const workbench = useWorkbench();
  const edit = useConfigEdit(node.key, 'apiRequest');
  const { body } = node.config;
  const type = body?.type ?? 'none';
  const kept = useRef<Partial<Record<BodyType, RequestBody | null>>>({});
  const choose = (wanted: string): void => {
    if (body) kept.current[body.type] = body;
    const next = kept.current[wanted as BodyType] ?? EMPTY[wanted as BodyType];
    edit('body', (before) => ({ ...before, body: next }));
  };
  const { findings } = useFieldProblems(node.key, 'config.body');
  const ofAll = findings.filter(({ fieldPath }) => fieldPath === 'config.body');
  const choice = (
    <SegmentedControl
      aria-label="Kind of body"
      data={[...TYPES]}
      value={type}
      readOnly={workbench.isReadOnly}
      onChange={choose}
    />
  );
  return (
    <div className={classes.body} data-field="config.body">
      {body?.type === 'json' ? <JsonBody key={node.key} node={node} body={body} choice={choice} /> : choice}
      <OtherBody node={node} />
      {problemsOf(ofAll)}
    </div>
  );
}

/** Every kind of body but JSON, which has its tools beside the choice. */
function OtherBody({ node }: { readonly node: ApiRequestNode }): ReactElement | null {
  const edit = useConfigEdit(node.key, 'apiRequest');
  const { body } = node.config;
  switch (body?.type) {
    case undefined:
      return <p className={classes.hint}>The request is sent without a body.</p>;
    case 'json':
      return null;
    case 'raw':
      return <RawBody node={node} body={body} />;
    case 'form':
      return (
        <RowTable
          nodeKey={node.key}
          fieldPath="config.body.form"
          rows={body.form}
          what="Field"
          onChange={(form, burst) =>
            edit('form', (before) => ({ ...before, body: { type: 'form', form } }), burst && `form ${burst}`)
          }
        />
      );
    default:
      return body satisfies never;
  }
}

interface RawProps {
  readonly node: ApiRequestNode;
  readonly body: Extract<RequestBody, { type: 'raw' }>;
}

function RawBody({ node, body }: RawProps): ReactElement {
  const workbench = useWorkbench();
  const edit = useConfigEdit(node.key, 'apiRequest');
  return (
    <>
      <TextInput
        label="Content-Type"
        value={body.contentType}
        readOnly={workbench.isReadOnly}
        onChange={({ currentTarget: { value } }) =>
          edit('Content-Type', (before) => ({ ...before, body: { ...body, contentType: value } }), 'contentType')
        }
      />
      <NodeText
        label="Text"
        isMultiline
        hasPicker
        place={{ nodeKey: node.key }}
        fieldPath="config.body.raw"
        value={body.raw}
        onChange={(raw) => edit('body', (before) => ({ ...before, body: { ...body, raw } }), 'raw')}
      />
    </>
  );
}

interface JsonProps {
  readonly node: ApiRequestNode;
  readonly body: Extract<RequestBody, { type: 'json' }>;
  readonly choice: ReactElement;
}

function JsonBody({ node, body, choice }: JsonProps): ReactElement {
  const workbench = useWorkbench();
  const edit = useConfigEdit(node.key, 'apiRequest');
  const names = useFieldNames({ nodeKey: node.key });
  const typed = useRef<string | undefined>(undefined);
  const [, redraw] = useState(0);
  const text = isSameJsonText(typed.current, body.json) ? typed.current : shownText(body.json);
  const change = (next: string): void => {
    typed.current = next;
    redraw((count) => count + 1);
    const json = storedJson(next);
    edit('body', (before) => ({ ...before, body: withJson(body, json) }), 'json');
  };
  const { findings } = useFieldProblems(node.key, 'config.body.json');
  const placed = findings.map((finding) => placedIn(text, finding));
  const read = readJsonText(text);
  const format = (): void => {
    if (read.ok) change(writeJsonText(read.json));
    else workbench.refuse(`${read.problem}, line ${String(lineOf(text, read.at))}.`);
  };
  return (
    <>
      <JsonField
        label="Body"
        text={text}
        onChange={change}
        names={names}
        marks={placed.flatMap(({ mark }) => mark ?? [])}
        isReadOnly={workbench.isReadOnly}
        fieldPath="config.body.json"
        problem={read.ok ? problemsIn(placed, text, names, change) : <Broken text={text} problem={read} />}
        tools={(picker) => (
          <div className={classes.bodyTools}>
            {choice}
            <span className={classes.spacer} />
            {picker}
            {!workbench.isReadOnly && (
              <Button size="sm" variant="subtle" color="gray" onClick={format}>
                Format
              </Button>
            )}
          </div>
        )}
      />
      {read.ok && <ResolvedBody nodeKey={node.key} json={read.json} />}
    </>
  );
}

function Broken({ text, problem }: { text: string; problem: { problem: string; at: number } }): ReactElement {
  const finding: Finding = {
    code: 'E_JSON_BODY',
    severity: 'ERROR',
    message: `Line ${String(lineOf(text, problem.at))}: ${problem.problem}.`,
  };
  return <FieldProblem finding={finding} />;
}

interface PlacedFinding {
  readonly finding: Finding;
  readonly mark: FieldMark | undefined;
}

/** Where in the text a finding about a string of the tree stands. */
function placedIn(text: string, finding: Finding): PlacedFinding {
  const path = (finding.fieldPath ?? '').slice('config.body.json'.length).replace(/^\./, '');
  const string = jsonStrings(text).find((one) => one.path === path);
  if (string === undefined) return { finding, mark: undefined };
  const range = finding.range === undefined ? string : rangeInText(text, string, finding.range);
  return { finding, mark: { from: range.from, to: range.to, severity: finding.severity } };
}

function problemsIn(
  placed: readonly PlacedFinding[],
  text: string,
  names: FieldNames,
  change: (text: string) => void,
): ReactElement | undefined {
  if (placed.length === 0) return undefined;
  return (
    <>
      {placed.slice(0, 4).map(({ finding, mark }, at) => (
        <FieldProblem
          key={`${finding.code} ${String(at)}`}
          finding={finding}
          where={mark === undefined ? undefined : `Line ${String(lineOf(text, mark.from))}`}
          waysOut={mark === undefined ? [] : waysOut({ finding, mark, text, names, change })}
        />
      ))}
    </>
  );
}

function waysOut(at: {
  finding: Finding;
  mark: FieldMark;
  text: string;
  names: FieldNames;
  change: (text: string) => void;
}): WayOut[] {
  const { finding, mark, text, names, change } = at;
  if (finding.code !== 'E_UNKNOWN_VARIABLE' || finding.range === undefined) return [];
  const suggested = suggestName(text.slice(mark.from, mark.to), names.offered());
  if (suggested === undefined) return [];
  const run = (): void => change(text.slice(0, mark.from) + suggested + text.slice(mark.to));
  return [{ label: `Use ${suggested}`, run }];
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** Text that is no JSON yet is kept as it is typed, so that nothing is lost; the checks keep it from being published. */
function shownText(json: Json | undefined): string {
  if (json === undefined) return '';
  return typeof json === 'string' && !readJsonText(json).ok ? json : writeJsonText(json);
}

function withJson({ type, absent }: JsonProps['body'], json: Json | undefined): JsonProps['body'] {
  return { type, ...(json === undefined ? {} : { json }), ...(absent === undefined ? {} : { absent }) };
}
