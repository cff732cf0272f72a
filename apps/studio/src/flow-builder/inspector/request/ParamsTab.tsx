import type { ApiRequestNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { useConfigEdit } from '../use-config-edit.ts';
import { RowTable } from './RowTable.tsx';
import classes from './request.module.css';

/** The query of the URL, row by row; the URL above shows the same. */
export function ParamsTab({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const edit = useConfigEdit(node.key, 'apiRequest');
  return (
    <>
      {node.config.query.length === 0 && <p className={classes.hint}>Parameters behind the URL’s question mark.</p>}
      <RowTable
        nodeKey={node.key}
        fieldPath="config.query"
        rows={node.config.query}
        what="Parameter"
        onChange={(query, burst) => edit('params', (before) => ({ ...before, query }), burst && `query ${burst}`)}
      />
    </>
  );
}
