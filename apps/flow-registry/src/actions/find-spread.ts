import type { LiveOn, Spread } from '../published/live-on.ts';
import { actionKey } from '../published/published-entry.ts';
import type { PublishedFeed } from '../published/published-feed.ts';

/** How far an action's present state has come among the executors. */
export class FindSpread {
  constructor(
    private readonly feed: PublishedFeed,
    private readonly liveOn: LiveOn,
  ) {}

  async ofAction(workspace: string, actionId: string): Promise<Spread | undefined> {
    const revision = await this.feed.revisionOf(actionKey(workspace, actionId));
    return revision === undefined ? undefined : this.liveOn.spreadOf(revision);
  }
}
