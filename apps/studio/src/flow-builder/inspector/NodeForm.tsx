import { Select, TextInput } from '@mantine/core';
import type { ApiRequestNode, FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { updateConfig, withMethod } from '../edit/update-node.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import classes from './inspector.module.css';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The fields of one kind of node. */
export function NodeForm({ node }: { readonly node: FlowNode }): ReactElement | null {
  return node.kind === 'apiRequest' ? <RequestForm node={node} /> : null;
}

function RequestForm({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const workbench = useWorkbench();
  const { key, config } = node;
  const place = { key, kind: 'apiRequest', what: 'URL' } as const;
  return (
    <section className={classes.section}>
      <Select
        label="Method"
        data={METHODS}
        value={config.method}
        onChange={(method) =>
          method !== null && workbench.edit((flow) => updateConfig(flow, place, (before) => withMethod(before, method)))
        }
      />
      <TextInput
        label="URL"
        w="100%"
        value={config.url}
        onChange={({ currentTarget: { value } }) =>
          workbench.edit((flow) => updateConfig(flow, place, (before) => ({ ...before, url: value })), `${key} url`)
        }
      />
    </section>
  );
}
