import {
  namesAt,
  previewScope,
  previewTemplate,
  type AuthoringPlace,
  type FlowDocument,
  type Json,
  type KnownName,
} from '@aftercall/flow-model';
import { useMemo, useRef } from 'react';
import { titleOfKey } from '../edit/node-title.ts';
import { useFlowSample } from '../sample/use-scope.ts';
import { useFlow, useWorkbench } from '../workbench/workbench-context.ts';
import type { FieldNames, OfferedName } from './field-names.ts';

/** What a field of a node knows of names. Worked out when it is asked, and then once per state of the flow. */
export function useFieldNames(place: AuthoringPlace): FieldNames {
  const flow = useFlow();
  const sample = useFlowSample();
  const { checker } = useWorkbench();
  const { nodeKey, row, isFound } = place;
  const state = useRef({ flow, sample });
  state.current = { flow, sample };
  return useMemo(() => {
    let known: { flow: FlowDocument; sample: object; names: OfferedName[] } | undefined;
    const offered = (): OfferedName[] => {
      const { flow: now, sample: with_ } = state.current;
      if (known?.flow === now && known.sample === with_) return known.names;
      const at = { nodeKey, ...(row === undefined ? {} : { row }), ...(isFound === true ? { isFound } : {}) };
      const scope = previewScope(now, with_, nodeKey, row ?? 0);
      const names = namesAt(now, at, checker.surroundings).map((name): OfferedName => {
        const shown = previewTemplate(`{{${name.name}}}`, scope);
        const value = shown.ok ? shown.value : undefined;
        return { ...name, section: sectionOf(now, name), value: value ?? undefined };
      });
      known = { flow: now, sample: with_, names };
      return names;
    };
    return { offered, factsOf: (path) => factsOf(path, offered(), state.current.flow) };
  }, [nodeKey, row, isFound, checker]);
}

function sectionOf(flow: FlowDocument, { group, madeBy }: KnownName): string {
  const maker = madeBy.at(-1);
  switch (group) {
    case 'call':
      return 'Call';
    case 'constants':
      return 'Constants';
    case 'run':
      return 'Run';
    case 'response':
      return 'This answer';
    case 'variables':
    case 'steps':
      return maker === undefined ? 'Variables of the call' : titleOfKey(flow, maker);
    default:
      return group satisfies never;
  }
}

function factsOf(
  path: readonly string[],
  offered: readonly OfferedName[],
  flow: FlowDocument,
): ReturnType<FieldNames['factsOf']> {
  const known = offered
    .map((name) => ({ name, depth: depthOf(path, name.name) }))
    .filter(({ depth }) => depth > 0)
    .toSorted((one, other) => other.depth - one.depth)[0];
  if (known === undefined) return { type: undefined, value: undefined, origin: undefined };
  const { name, depth } = known;
  const maker = name.madeBy.at(-1);
  const origin = maker === undefined ? originOf(name) : `from ${titleOfKey(flow, maker)}`;
  const rest = path.slice(depth);
  return { type: rest.length === 0 ? name.type : 'a part of it', value: memberOf(name.value, rest), origin };
}

function originOf({ group }: KnownName): string | undefined {
  if (group === 'call' || group === 'variables') return 'from the call';
  return group === 'constants' ? 'a constant' : undefined;
}

/** How many parts of a path a name stands for; 0 when it is another name. */
function depthOf(path: readonly string[], name: string): number {
  const parts = partsOf(name);
  return parts.every((part, at) => path[at] === part) ? parts.length : 0;
}

/** `steps["a-b"].response` as its parts; a bare name is a member of `variables`. */
function partsOf(name: string): string[] {
  const parts = [...name.matchAll(/([A-Za-z_]\w*)|\["((?:\\.|[^"\\])*)"\]/g)].map(
    ([, plain, quoted]) => plain ?? quoted ?? '',
  );
  const isRooted = ['interaction', 'variables', 'steps', 'env', 'run', 'response'].includes(parts[0] ?? '');
  return isRooted ? parts : ['variables', ...parts];
}

function memberOf(value: Json | undefined, path: readonly string[]): Json | undefined {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Array.isArray(found) ? found[Number(step)] : Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}
