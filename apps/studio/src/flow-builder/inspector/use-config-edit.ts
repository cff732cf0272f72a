import type { NodeKind } from '@aftercall/flow-model';
import { useMemo } from 'react';
import { updateConfig, type ConfigOf } from '../edit/update-node.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';

/** Changes settings of one node. */
export type ConfigEdit<Kind extends NodeKind> = (
  /** What is changed, for Undo: "URL". */
  what: string,
  change: (config: ConfigOf<Kind>) => ConfigOf<Kind>,
  /** There while something is typed: what is typed in one go is one step of the history. */
  burst?: string,
) => boolean;

/** The way in which a form changes its node. */
export function useConfigEdit<Kind extends NodeKind>(key: string, kind: Kind): ConfigEdit<Kind> {
  const workbench = useWorkbench();
  return useMemo(
    () => (what, change, burst) =>
      workbench.edit(
        (flow) => updateConfig(flow, { key, kind, what }, change),
        burst === undefined ? undefined : `${key} ${burst}`,
      ),
    [workbench, key, kind],
  );
}
