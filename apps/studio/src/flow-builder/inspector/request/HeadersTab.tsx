import type { ApiRequestNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { useConfigEdit } from '../use-config-edit.ts';
import { RowTable } from './RowTable.tsx';
import classes from './request.module.css';

const SUGGESTED = [
  'Accept',
  'Accept-Language',
  'Cache-Control',
  'Content-Type',
  'If-Match',
  'If-None-Match',
  'Prefer',
  'User-Agent',
  'X-Api-Version',
  'X-Call-Id',
  'X-Correlation-Id',
  'X-Request-Id',
] as const;

/** What the author sends, and under it what the sender adds. */
export function HeadersTab({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const edit = useConfigEdit(node.key, 'apiRequest');
  return (
    <>
      <RowTable
        nodeKey={node.key}
        fieldPath="config.headers"
        rows={node.config.headers}
        what="Header"
        suggestions={SUGGESTED}
        onChange={(headers, burst) =>
          edit('headers', (before) => ({ ...before, headers }), burst && `headers ${burst}`)
        }
      />
      <h4 className={classes.subtitle}>Added when it is sent</h4>
      <dl className={classes.computed}>
        {computedHeaders(node).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function computedHeaders({ config }: ApiRequestNode): (readonly [string, string])[] {
  const isTyped = config.headers.some(({ name }) => name.toLowerCase() === 'content-type');
  const types = { json: 'application/json', form: 'application/x-www-form-urlencoded', raw: '' } as const;
  const { body } = config;
  const type = body?.type === 'raw' ? body.contentType : body && types[body.type];
  return [
    ...(body && !isTyped && type ? ([['Content-Type', type]] as const) : []),
    ...(config.authProfile ? ([['Authorization', `from ${config.authProfile}`]] as const) : []),
    ...(config.method === 'GET' ? [] : ([[config.idempotency.header, 'the same for every attempt']] as const)),
    ['traceparent', 'one for each attempt'],
  ];
}
