import { ActionIcon } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, type ReactElement } from 'react';
import classes from './run-page.module.css';
import { neighboursOf } from './run-neighbours.ts';

/** Goes to the run before and after, in the list that one came from. */
export function RunNeighbours({ runId }: { readonly runId: string }): ReactElement | null {
  const navigate = useNavigate();
  const neighbours = useMemo(() => neighboursOf(runId), [runId]);
  if (neighbours === undefined) return null;
  const go = (to: string | undefined): void => {
    if (to !== undefined) void navigate({ to: '/runs/$runId', params: { runId: to } });
  };
  const { before, after, at, count } = neighbours;
  return (
    <span className={classes.neighbours}>
      <ActionIcon
        size="sm"
        variant="default"
        aria-label="Newer run"
        disabled={before === undefined}
        onClick={() => go(before)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant="default"
        aria-label="Older run"
        disabled={after === undefined}
        onClick={() => go(after)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <span>
        {at} of {count}
      </span>
    </span>
  );
}
