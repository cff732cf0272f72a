import type { Clock, Logger } from '@aftercall/service-runtime';
import { CREDENTIAL_ENDED_CHANNEL } from '../../identity/postgres/credential-ended.ts';
import { Listening } from '../../plumbing/postgres/listening.ts';
import { topics, type NoticeBoard, type Topic } from '../notice-board.ts';
import { EXECUTOR_SEEN_CHANNEL, PUBLISHED_CHANNEL } from './publish-entries.ts';

const topicOf: Readonly<Record<string, Topic>> = {
  [PUBLISHED_CHANNEL]: 'published',
  [EXECUTOR_SEEN_CHANNEL]: 'executor-seen',
  [CREDENTIAL_ENDED_CHANNEL]: 'credential-ended',
};

/**
 * Posts PostgreSQL's notifications on this replica's board. After a lost connection it posts once on every topic: whatever
 * was missed in between is then found by looking.
 */
export function postgresNotices(databaseUrl: string, board: NoticeBoard, clock: Clock, log: Logger): Listening {
  return new Listening({
    databaseUrl,
    applicationName: 'aftercall-registry-notices',
    channels: Object.keys(topicOf),
    hearsOf: 'published changes',
    onNotice: (channel) => {
      const topic = topicOf[channel];
      if (topic !== undefined) board.post(topic);
    },
    onGap: () => {
      for (const topic of topics) board.post(topic);
    },
    clock,
    log,
  });
}
