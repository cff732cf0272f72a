import type { PinnedSample } from '../pinned-sample.ts';
import { MAX_SAMPLES, type KeptSample, type SampleStore } from '../sample-store.ts';

/** {@link SampleStore} in an array. */
export class MemorySampleStore implements SampleStore {
  private kept: (KeptSample & { workspace: string })[] = [];

  save(workspace: string, actionId: string, sample: PinnedSample): Promise<'saved' | 'too-many'> {
    const others = this.kept.filter((one) => one.actionId === actionId && one.nodeKey !== sample.nodeKey);
    if (others.length >= MAX_SAMPLES) return Promise.resolve('too-many');
    this.drop((one) => one.actionId === actionId && one.nodeKey === sample.nodeKey);
    this.kept.push({ ...sample, workspace, actionId });
    return Promise.resolve('saved');
  }

  remove(workspace: string, actionId: string, nodeKey: string): Promise<'removed' | 'not-found'> {
    const before = this.kept.length;
    this.drop((one) => one.workspace === workspace && one.actionId === actionId && one.nodeKey === nodeKey);
    return Promise.resolve(this.kept.length < before ? 'removed' : 'not-found');
  }

  ofActions(workspace: string, actionIds: readonly string[]): Promise<readonly KeptSample[]> {
    const ofThem = this.kept.filter((one) => one.workspace === workspace && actionIds.includes(one.actionId));
    const samples = ofThem.map(({ actionId, nodeKey, sample, pinnedAt, pinnedBy }) => ({
      actionId,
      nodeKey,
      sample,
      pinnedAt,
      pinnedBy,
    }));
    return Promise.resolve(samples.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)));
  }

  async copy(workspace: string, fromActionId: string, toActionId: string): Promise<void> {
    for (const sample of await this.ofActions(workspace, [fromActionId])) {
      await this.save(workspace, toActionId, sample);
    }
  }

  private drop(isGone: (one: KeptSample & { workspace: string }) => boolean): void {
    this.kept = this.kept.filter((one) => !isGone(one));
  }
}

function placeOf({ actionId, nodeKey }: KeptSample): string {
  return `${actionId} ${nodeKey}`;
}
