import { Tabs } from '@mantine/core';
import type { ApiRequestNode, Finding } from '@aftercall/flow-model';
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

/** How much stands on a tab, or that something is wrong or doubtful there. */
function TabMark({ node, tab }: { readonly node: ApiRequestNode; readonly tab: RequestTab }): ReactElement | null {
  const errorCount = useCount(node.key, tab, 'ERROR');
  const warningCount = useCount(node.key, tab, 'WARNING');
  if (errorCount > 0) {
    return (
      <span className={classes.wrong} aria-label={inWords(errorCount, 'error')}>
        {errorCount}
      </span>
    );
  }
  if (warningCount > 0) {
    return (
      <span className={classes.doubtful} aria-label={inWords(warningCount, 'warning')}>
        {warningCount}
      </span>
    );
  }
  const counts = { params: node.config.query, headers: node.config.headers, mapping: node.config.mapping };
  const count = tab in counts ? counts[tab as keyof typeof counts].length : 0;
  return count === 0 ? null : <span className={classes.count}>{count}</span>;
}

function useCount(nodeKey: string, tab: RequestTab, severity: Finding['severity']): number {
  return useCheck(
    ({ problems }) =>
      problems.filter(
        (problem) =>
          problem.finding.nodeKey === nodeKey && problem.tab === tab && problem.finding.severity === severity,
      ).length,
  );
}

function inWords(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? '' : 's'}`;
}
