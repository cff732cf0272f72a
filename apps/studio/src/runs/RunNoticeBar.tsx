import { Button } from '@mantine/core';
import { IconAlertOctagonFilled, IconEyeExclamation } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { classNames } from '../ui/class-names.ts';
import { noticeOf } from './run-notice.ts';
import classes from './run-page.module.css';
import type { WholeRun } from './run-shapes.ts';

interface Props {
  readonly run: WholeRun;
  readonly onShow: (stepKey: string) => void;
}

/** The one thing that a person should know about the run, over its graph. */
export function RunNoticeBar({ run, onShow }: Props): ReactElement | null {
  const notice = noticeOf(run);
  if (notice === undefined) return null;
  const { tone, lead, text, stepKey } = notice;
  return (
    <div className={classNames(classes.noticeBar, classes[tone])} role="status">
      {tone === 'bad' ? <IconAlertOctagonFilled aria-hidden /> : <IconEyeExclamation aria-hidden />}
      <span>
        <strong>{lead}</strong> {text}
      </span>
      {stepKey !== undefined && (
        <Button variant="subtle" size="sm" onClick={() => onShow(stepKey)}>
          Show step
        </Button>
      )}
    </div>
  );
}
