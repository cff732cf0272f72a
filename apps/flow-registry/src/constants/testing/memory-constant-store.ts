import { constantEntry, constantGone } from '../../published/published-entry.ts';
import { MemoryFeed } from '../../published/testing/memory-feed.ts';
import type { Constant } from '../constant.ts';
import type { ConstantStore } from '../constant-store.ts';

/** {@link ConstantStore} in a map. */
export class MemoryConstantStore implements ConstantStore {
  private readonly constants = new Map<string, Constant>();

  constructor(private readonly feed = new MemoryFeed()) {}

  set(workspace: string, constant: Constant): Promise<{ revision: number }> {
    this.constants.set(`${workspace}/${constant.name}`, constant);
    return Promise.resolve({ revision: this.feed.publish(constantEntry(workspace, constant)) });
  }

  remove(workspace: string, name: string): Promise<{ constant: Constant; revision: number } | 'not-found'> {
    const constant = this.constants.get(`${workspace}/${name}`);
    if (constant === undefined) return Promise.resolve('not-found');
    this.constants.delete(`${workspace}/${name}`);
    return Promise.resolve({ constant, revision: this.feed.publish(constantGone(workspace, name)) });
  }

  all(workspace: string): Promise<readonly Constant[]> {
    const own = [...this.constants].filter(([key]) => key.startsWith(`${workspace}/`)).map(([, constant]) => constant);
    return Promise.resolve(own.sort((a, b) => (a.name < b.name ? -1 : 1)));
  }
}
