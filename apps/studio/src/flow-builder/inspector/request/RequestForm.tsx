import { Tabs } from '@mantine/core';
import type { ApiRequestNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import type { RequestTab } from '../../problems/problem.ts';
import { useCheck, useView, useWorkbench } from '../../workbench/workbench-context.ts';
import { BodyTab } from './BodyTab.tsx';
import { HeadersTab } from './HeadersTab.tsx';
import { MappingTab } from './MappingTab.tsx';
import { ParamsTab } from './ParamsTab.tsx';
import { RequestHead } from './RequestHead.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import classes from './request.module.css';

const TABS: readonly (readonly [RequestTab, string])[] = [
  ['params', 'Params'],
  ['headers', 'Headers'],
  ['body', 'Body'],
  ['mapping', 'Mapping'],
  ['settings', 'Settings'],
];

const FORMS = { params: ParamsTab, headers: HeadersTab, body: BodyTab, mapping: MappingTab, settings: SettingsTab };

/** One HTTP request: where to and as whom, then its parts as tabs. */
export function RequestForm({ node }: { readonly node: ApiRequestNode }): ReactElement {
  const workbench = useWorkbench();
  const asked = useView((view) => view.tab);
  const tab = TABS.find(([name]) => name === asked)?.[0] ?? 'params';
  const Form = FORMS[tab];
  return (
    <>
      <RequestHead node={node} />
      <Tabs value={tab} onChange={(name) => workbench.show({ tab: name ?? undefined })} className={classes.tabs ?? ''}>
        <Tabs.List>
          {TABS.map(([name, title]) => (
            <Tabs.Tab key={name} value={name}>
              {title}
              <TabMark node={node} tab={name} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <div className={classes.tab} role="tabpanel" aria-label={tab}>
        <Form node={node} />
      </div>
    </>
  );
}

/** How much stands on a tab, or that something is wrong there. */
function TabMark({ node, tab }: { readonly node: ApiRequestNode; readonly tab: RequestTab }): ReactElement | null {
  const errorCount = useCheck(
    (check) =>
      check.problems.filter(
        (problem) =>
          problem.finding.nodeKey === node.key && problem.tab === tab && problem.finding.severity === 'ERROR',
      ).length,
  );
  if (errorCount > 0) {
    return (
      <span className={classes.wrong} aria-label={`${String(errorCount)} ${errorCount === 1 ? 'error' : 'errors'}`}>
        {errorCount}
      </span>
    );
  }
  const counts = { params: node.config.query, headers: node.config.headers, mapping: node.config.mapping };
  const count = tab in counts ? counts[tab as keyof typeof counts].length : 0;
  return count === 0 ? null : <span className={classes.count}>{count}</span>;
}
