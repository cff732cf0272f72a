import type { SealedAuthProfile } from '../auth-profile.ts';
import type { AddOutcome, AuthProfileStore } from '../auth-profile-store.ts';

/** The store's promises kept in memory. `put` sets a profile as if somebody had changed it. */
export class MemoryAuthProfileStore implements AuthProfileStore {
  private readonly workspaces = new Map<string, Map<string, SealedAuthProfile>>();

  add(workspace: string, profile: SealedAuthProfile): Promise<AddOutcome> {
    const known = this.of(workspace).get(profile.id);
    if (known) return Promise.resolve({ kind: 'id-known', profile: known });
    if (this.named(workspace, profile.name)) return Promise.resolve({ kind: 'name-taken' });
    this.put(workspace, profile);
    return Promise.resolve({ kind: 'added' });
  }

  findByName(workspace: string, name: string): Promise<SealedAuthProfile | undefined> {
    return Promise.resolve(this.named(workspace, name));
  }

  list(workspace: string): Promise<readonly SealedAuthProfile[]> {
    const byName = (left: SealedAuthProfile, right: SealedAuthProfile): number => (left.name < right.name ? -1 : 1);
    return Promise.resolve([...this.of(workspace).values()].sort(byName));
  }

  put(workspace: string, profile: SealedAuthProfile): void {
    this.workspaces.set(workspace, new Map(this.of(workspace)).set(profile.id, profile));
  }

  private of(workspace: string): ReadonlyMap<string, SealedAuthProfile> {
    return this.workspaces.get(workspace) ?? new Map<string, SealedAuthProfile>();
  }

  private named(workspace: string, name: string): SealedAuthProfile | undefined {
    return [...this.of(workspace).values()].find((profile) => profile.name === name);
  }
}
