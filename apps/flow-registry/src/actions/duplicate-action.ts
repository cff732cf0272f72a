import type { Caller } from '../identity/caller.ts';
import { refused, type Outcome } from '../problems/problem.ts';
import { isUuid } from '../problems/text-rules.ts';
import type { LiveOn } from '../published/live-on.ts';
import type { SampleStore } from '../samples/sample-store.ts';
import type { ActionStore } from './action-store.ts';
import { noSuchAction } from './change-action.ts';
import { keepNew } from './keep-new.ts';
import { findNamingProblems, MAX_NAME_CHARACTERS, openAction, type PostCallAction } from './post-call-action.ts';

/** So often a free name is looked for; then the caller has to give one. */
const MAX_COPIES = 50;

/** Makes a new, unpublished action of another one's draft. */
export class DuplicateAction {
  constructor(
    private readonly actions: ActionStore,
    private readonly samples: SampleStore,
    private readonly liveOn: LiveOn,
    private readonly made: { now: () => Date; newId: () => string },
  ) {}

  async duplicate(
    caller: Caller,
    input: { actionId: string; name: string | undefined },
  ): Promise<Outcome<PostCallAction>> {
    const naming = findNamingProblems({ name: input.name });
    if (naming.length > 0) return refused(...naming);
    const { workspace } = caller;
    const [original] = isUuid(input.actionId) ? await this.actions.findMany(workspace, [input.actionId]) : [];
    if (original === undefined) return refused(noSuchAction(['input', 'actionId']));
    const outcome =
      input.name === undefined
        ? await this.underFreeName(caller, original)
        : await this.under(caller, original, input.name);
    if (outcome.ok) await this.samples.copy(workspace, original.id, outcome.value.id);
    return outcome;
  }

  private async underFreeName(caller: Caller, original: PostCallAction): Promise<Outcome<PostCallAction>> {
    for (let copy = 1; ; copy += 1) {
      const outcome = await this.under(caller, original, nameOfCopy(original.name, copy));
      const isTaken = !outcome.ok && outcome.problems.some(({ code }) => code === 'NAME_TAKEN');
      if (!isTaken || copy === MAX_COPIES) return outcome;
    }
  }

  private under(caller: Caller, original: PostCallAction, name: string): Promise<Outcome<PostCallAction>> {
    const { description, agentIds, draft } = original;
    const doing = { by: caller.name, at: this.made.now() };
    const copy = openAction(this.made.newId(), { name, description, agentIds, flow: draft.flow }, doing);
    return keepNew({ actions: this.actions, liveOn: this.liveOn }, caller, copy);
  }
}

function nameOfCopy(name: string, copy: number): string {
  const suffix = copy === 1 ? ' (copy)' : ` (copy ${copy})`;
  return `${cutTo(name, MAX_NAME_CHARACTERS - suffix.length)}${suffix}`;
}

/** Never through the middle of a character. */
function cutTo(text: string, length: number): string {
  return text.slice(0, text.slice(0, length).isWellFormed() ? length : length - 1);
}
