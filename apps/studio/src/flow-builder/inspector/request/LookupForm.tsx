import type { ApiRequestNode, LookupConfig } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { NodeText } from '../NodeText.tsx';
import { useConfigEdit } from '../use-config-edit.ts';
import { MappingRows } from './MappingTab.tsx';
import { RowTable } from './RowTable.tsx';
import { SendButton } from './SendButton.tsx';
import classes from './settings.module.css';

const EMPTY: LookupConfig = { url: '', query: [], headers: [], found: '', mapping: [] };
const AT = 'config.idempotency.lookup';

/** The question to the target whether it happened: a GET of its own, and how its answer is read. */
export function LookupForm({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const set = useLookupEdit(node.key);
  const lookup = node.config.idempotency.lookup ?? EMPTY;
  return (
    <div className={classes.lookup} data-field={AT}>
      <div className={classes.lookupHead}>
        <h4>Look-up</h4>
        <SendButton node={node} part="LOOKUP" />
      </div>
      <NodeText
        label="GET URL"
        place={{ nodeKey: node.key }}
        fieldPath={`${AT}.url`}
        value={lookup.url}
        placeholder="https://…"
        hasPicker
        onChange={(url) => set('look-up URL', { url }, 'lookup url')}
      />
      <RowTable
        nodeKey={node.key}
        fieldPath={`${AT}.query`}
        rows={lookup.query}
        what="Parameter"
        onChange={(query, burst) => set('look-up params', { query }, burst && `lookup query ${burst}`)}
      />
      <RowTable
        nodeKey={node.key}
        fieldPath={`${AT}.headers`}
        rows={lookup.headers}
        what="Header"
        onChange={(headers, burst) => set('look-up headers', { headers }, burst && `lookup headers ${burst}`)}
      />
      <NodeText
        label="It happened if"
        kind="condition"
        place={{ nodeKey: node.key, isFound: true }}
        fieldPath={`${AT}.found`}
        value={lookup.found}
        placeholder="response.status == 200"
        hint="An expression over response.status, response.headers and response.body."
        onChange={(found) => set('look-up condition', { found }, 'lookup found')}
      />
      <MappingRows
        nodeKey={node.key}
        fieldPath={`${AT}.mapping`}
        rows={lookup.mapping}
        onChange={(mapping, burst) => set('look-up mapping', { mapping }, burst && `lookup mapping ${burst}`)}
      />
    </div>
  );
}

function useLookupEdit(key: string): (what: string, change: Partial<LookupConfig>, burst?: string) => void {
  const edit = useConfigEdit(key, 'apiRequest');
  return (what, change, burst) =>
    void edit(
      what,
      (before) => ({
        ...before,
        idempotency: { ...before.idempotency, lookup: { ...EMPTY, ...before.idempotency.lookup, ...change } },
      }),
      burst,
    );
}
