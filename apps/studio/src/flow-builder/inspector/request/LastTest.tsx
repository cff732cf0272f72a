import { Button } from '@mantine/core';
import { IconAlertOctagonFilled, IconCircleCheckFilled, IconFlask } from '@tabler/icons-react';
import type { ApiRequestNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { utcTime } from '../../../ui/format-time.ts';
import { useSend, useWorkbench } from '../../workbench/workbench-context.ts';
import classes from './request.module.css';

/** What came of the last Send, kept while the builder is open: one click shows it again. */
export function LastTest({ node }: { readonly node: ApiRequestNode }): ReactElement | null {
  const workbench = useWorkbench();
  const state = useSend(node.key, 'REQUEST');
  if (state?.type !== 'done') return null;
  const { isSuccess, meta, failure } = state.result;
  const Icon = isSuccess ? IconCircleCheckFilled : IconAlertOctagonFilled;
  return (
    <footer className={classes.lastTest}>
      <IconFlask aria-hidden size={16} stroke={1.75} />
      <span>Last test {utcTime(state.at)}</span>
      <Icon aria-hidden size={16} data-ok={isSuccess} />
      <strong>
        {meta.status === null ? (failure?.code ?? 'No answer') : `${String(meta.status)} ${meta.statusText ?? ''}`}
      </strong>
      <span>{Math.round(meta.timing.totalMs)} ms</span>
      <Button
        size="xs"
        variant="subtle"
        onClick={() => workbench.show({ drawer: { type: 'result', nodeKey: node.key, part: 'REQUEST' } })}
      >
        Open result
      </Button>
    </footer>
  );
}
