import { IconCircleCheckFilled } from '@tabler/icons-react';
import { previewTree, type Json } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { bytes } from '../../../ui/format-time.ts';
import { JsonText } from '../../../ui/JsonText.tsx';
import { shownJson } from '../../sample/shorten-value.ts';
import { useScope } from '../../sample/use-scope.ts';
import { useSample } from '../../workbench/workbench-context.ts';
import classes from './request.module.css';

/** What the body comes to with the sample call. */
export function ResolvedBody({ nodeKey, json }: { readonly nodeKey: string; readonly json: Json }): ReactElement {
  const scope = useScope(nodeKey);
  const callId = useSample((sample) => sample.call.data['callId']);
  const value = previewTree(json, scope);
  return (
    <section className={classes.resolved} aria-label="Resolved body">
      <header>
        <h4>Resolved with {typeof callId === 'string' ? callId : 'the sample'}</h4>
        <span className={classes.valid}>
          <IconCircleCheckFilled aria-hidden /> Valid JSON
        </span>
        <span className={classes.size}>{bytes(new TextEncoder().encode(JSON.stringify(value)).length)}</span>
      </header>
      <pre tabIndex={0}>
        <JsonText text={shownJson(value)} />
      </pre>
    </section>
  );
}
