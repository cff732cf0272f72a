import type { Caller } from '../identity/caller.ts';
import { problem, refused, type Outcome } from '../problems/problem.ts';
import { isStorable } from '../problems/text-rules.ts';
import type { LiveOn } from '../published/live-on.ts';
import { inUse, type FindUses } from '../uses/find-uses.ts';
import { findConstantProblems, type Constant } from './constant.ts';
import type { ConstantStore } from './constant-store.ts';

/** Lists, sets and deletes constants: runs that begin later see the change. */
export class KeepConstants {
  constructor(
    private readonly constants: ConstantStore,
    private readonly findUses: FindUses,
    private readonly liveOn: LiveOn,
    private readonly now: () => Date,
  ) {}

  all(caller: Caller): Promise<readonly Constant[]> {
    return this.constants.all(caller.workspace);
  }

  async set(caller: Caller, input: { name: string; value: string }): Promise<Outcome<Constant>> {
    const problems = findConstantProblems(input);
    if (problems.length > 0) return refused(...problems);
    const constant = { name: input.name, value: input.value, updatedAt: this.now(), updatedBy: caller.name };
    const { revision } = await this.constants.set(caller.workspace, constant);
    return this.liveOn.settled({ ok: true, value: constant, revision });
  }

  async delete(caller: Caller, name: string): Promise<Outcome<Constant>> {
    const uses =
      (await this.findUses.of(caller.workspace, 'constants', isStorable(name) ? [name] : [])).get(name) ?? [];
    if (uses.length > 0) return refused(inUse(['input', 'name'], uses));
    const removed = isStorable(name) ? await this.constants.remove(caller.workspace, name) : 'not-found';
    if (removed === 'not-found')
      return refused(problem('NOT_FOUND', ['input', 'name'], 'no such constant in this workspace'));
    return this.liveOn.settled({ ok: true, value: removed.constant, revision: removed.revision });
  }
}
