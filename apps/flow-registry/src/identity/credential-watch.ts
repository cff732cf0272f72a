import { isFault, type Clock, type Logger } from '@aftercall/service-runtime';
import type { NoticeBoard } from '../published/notice-board.ts';
import type { Authenticate, Presented } from './authenticate.ts';

/** What ends by itself is found within this time; what somebody ends is told at once. */
const LOOK_EVERY_MS = 5000;

interface Watched {
  presented: Presented;
  onEnd: Set<() => void>;
}

/**
 * Looks again and again whether credentials behind open connections are still good: sessions end, keys are revoked and
 * expire. Connections with the same credential share one look.
 */
export class CredentialWatch {
  private readonly watched = new Map<string, Watched>();
  private looking: Promise<void> | undefined;

  constructor(
    private readonly authenticate: Authenticate,
    private readonly notices: NoticeBoard,
    private readonly made: { clock: Clock; log: Logger },
  ) {}

  /** Calls `onEnd` once when the credential is good no more; the answer stops the watching. */
  watch(presented: Presented, onEnd: () => void): () => void {
    const key = JSON.stringify([presented.authorization, presented.sessionToken, presented.workspace]);
    const watched = this.watched.get(key) ?? { presented, onEnd: new Set() };
    this.watched.set(key, watched);
    watched.onEnd.add(onEnd);
    this.looking ??= this.keepLooking();
    return () => {
      watched.onEnd.delete(onEnd);
      if (watched.onEnd.size === 0 && this.watched.get(key) === watched) this.watched.delete(key);
    };
  }

  private async keepLooking(): Promise<void> {
    while (this.watched.size > 0 && !this.notices.isStopping) {
      const count = this.notices.count('credential-ended');
      await this.lookAtAll();
      await this.notices.changed('credential-ended', count, { forMs: LOOK_EVERY_MS });
    }
    this.looking = undefined;
  }

  private async lookAtAll(): Promise<void> {
    for (const [key, { presented, onEnd }] of [...this.watched]) {
      if (await this.isGood(presented)) continue;
      this.watched.delete(key);
      for (const end of [...onEnd]) end();
    }
  }

  /** While the database is away nobody is put out: nothing can be read either. */
  private async isGood(presented: Presented): Promise<boolean> {
    try {
      return (await this.authenticate.authenticate(presented, false)).kind === 'caller';
    } catch (error) {
      if (!isFault(error)) this.made.log.error({ error }, 'a credential could not be looked at');
      return true;
    }
  }
}
