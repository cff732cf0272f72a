import { Button } from '@mantine/core';
import { IconPin, IconPinnedOff } from '@tabler/icons-react';
import { isSameJson, sampledRequest, type ApiRequestNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { utcDayTime } from '../../../ui/format-time.ts';
import { unpinSample } from '../../send/pin-sample.ts';
import { useSample, useWorkbench } from '../../workbench/workbench-context.ts';
import classes from './request.module.css';

/** The answer that is pinned to this request, and whether the request has changed since. Pins never reach production runs. */
export function PinnedBanner({ node }: { readonly node: ApiRequestNode }): ReactElement | null {
  const workbench = useWorkbench();
  const pinned = useSample((sample) => sample.pinned.find(({ nodeKey }) => nodeKey === node.key));
  if (pinned === undefined) return null;
  const isStale = !isSameJson(pinned.request, sampledRequest(node));
  const Icon = isStale ? IconPinnedOff : IconPin;
  return (
    <div className={classes.pinned} data-stale={isStale || undefined} role="note" aria-label="Pinned sample">
      <Icon aria-hidden size={16} stroke={1.75} />
      <span>
        {isStale
          ? 'The request has changed since its sample was pinned: send it again and pin what comes.'
          : `Sample pinned ${utcDayTime(pinned.at)} by ${pinned.by}: ${String(pinned.answer.status)}`}
      </span>
      {!workbench.isReadOnly && (
        <Button size="xs" variant="subtle" onClick={() => void unpinSample(workbench, node.key)}>
          Unpin sample
        </Button>
      )}
    </div>
  );
}
