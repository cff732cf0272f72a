import { useMay } from '../../session/viewer.ts';
import { useAction, useCheck, useSaveState, useWorkbench } from '../workbench/workbench-context.ts';

/** Why the draft cannot be published now, in words; undefined when it can. */
export function usePublishBlock(): string | undefined {
  const workbench = useWorkbench();
  const mayPublish = useMay('PUBLISHER');
  const { live, isArchived } = useAction();
  const errorCount = useCheck((check) => check.errorCount);
  const changeCount = useCheck((check) => check.changeCount);
  const save = useSaveState();
  const wrongs: readonly (readonly [boolean, string])[] = [
    [isArchived, 'The action is archived.'],
    [!mayPublish, 'Publishing needs the role publisher.'],
    [workbench.isReadOnly, 'This flow can only be looked at.'],
    [errorCount > 0, `Fix ${String(errorCount)} ${errorCount === 1 ? 'error' : 'errors'} before publishing`],
    [live !== undefined && changeCount === 0, `Nothing changed since v${String(live?.number)}.`],
    [save.type === 'conflict', 'Another author saved meanwhile: decide first whose draft goes on.'],
    [save.type === 'offline' || save.type === 'signedOut', 'The draft is not saved yet.'],
  ];
  return wrongs.find(([isSo]) => isSo)?.[1];
}
