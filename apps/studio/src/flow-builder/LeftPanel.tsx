import { Tabs } from '@mantine/core';
import type { ReactElement } from 'react';
import { Outline } from './outline/Outline.tsx';
import { Palette } from './palette/Palette.tsx';
import { ProblemsPanel } from './problems/ProblemsPanel.tsx';
import { SamplePanel } from './sample/SamplePanel.tsx';
import type { PanelTab } from './workbench/view-state.ts';
import { useCheck, useView, useWorkbench } from './workbench/workbench-context.ts';
import classes from './builder.module.css';

/** What can be added, the flow as a list, and what is wrong with it. */
export function LeftPanel(): ReactElement {
  const workbench = useWorkbench();
  const panel = useView((view) => view.panel);
  const problemCount = useCheck((check) => check.problems.length);
  return (
    <aside className={classes.left} aria-label="Nodes, outline and problems">
      <Tabs value={panel} onChange={(tab) => workbench.show({ panel: tab as PanelTab })} keepMounted={false}>
        <Tabs.List className={classes.tabs ?? ''}>
          <Tabs.Tab value="nodes">Nodes</Tabs.Tab>
          <Tabs.Tab value="outline">Outline</Tabs.Tab>
          <Tabs.Tab value="problems">
            Problems
            {problemCount > 0 && <span className={classes.count}>{problemCount}</span>}
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <div className={classes.panel} role="tabpanel" aria-label={panel}>
        {panel === 'nodes' && <Palette />}
        {panel === 'outline' && <Outline />}
        {panel === 'problems' && <ProblemsPanel />}
      </div>
      <SamplePanel />
    </aside>
  );
}
