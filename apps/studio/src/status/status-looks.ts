import {
  IconAlertOctagonFilled,
  IconBan,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconEyeExclamation,
  IconHelpHexagonFilled,
  IconHourglass,
  IconPlayerSkipForward,
  IconProgress,
  IconStack2,
  type Icon,
} from '@tabler/icons-react';
import type { RunStatus, StepStatus } from '../registry-client/generated/graphql.ts';

/** The colours that a status may repeat; the icon and the word say it. */
export type Tone = 'ok' | 'bad' | 'warn' | 'run' | 'idle';

/** How one status is told. */
export interface StatusLook {
  readonly word: string;
  readonly icon: Icon;
  readonly tone: Tone;
}

/** Of runs and of steps: both share their words. */
export type AnyStatus = RunStatus | StepStatus;

/** The only list of status words and icons. */
export const statusLooks: Readonly<Record<AnyStatus, StatusLook>> = {
  QUEUED: { word: 'Queued', icon: IconStack2, tone: 'idle' },
  PENDING: { word: 'Pending', icon: IconCircleDashed, tone: 'idle' },
  RUNNING: { word: 'Running', icon: IconProgress, tone: 'run' },
  WAITING: { word: 'Waiting', icon: IconHourglass, tone: 'warn' },
  SUCCEEDED: { word: 'Succeeded', icon: IconCircleCheckFilled, tone: 'ok' },
  FAILED: { word: 'Failed', icon: IconAlertOctagonFilled, tone: 'bad' },
  SKIPPED: { word: 'Skipped', icon: IconPlayerSkipForward, tone: 'idle' },
  CANCELLED: { word: 'Cancelled', icon: IconBan, tone: 'idle' },
  IN_DOUBT: { word: 'In doubt', icon: IconHelpHexagonFilled, tone: 'warn' },
  IN_REVIEW: { word: 'In review', icon: IconEyeExclamation, tone: 'warn' },
};
