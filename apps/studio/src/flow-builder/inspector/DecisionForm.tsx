import { Button } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { previewWhen, type Branch, type DecisionNode } from '@aftercall/flow-model';
import { useMemo, type ReactElement } from 'react';
import { useScope } from '../sample/use-scope.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { BranchCard } from './decision/BranchCard.tsx';
import { newBranch } from './decision/new-branch.ts';
import { moved } from './moved-item.ts';
import { useConfigEdit } from './use-config-edit.ts';
import classes from './decision/decision.module.css';

/** Ordered branches, first match wins; what the sample would take is said live. */
export function DecisionForm({ node }: { readonly node: DecisionNode }): ReactElement {
  const workbench = useWorkbench();
  const edit = useConfigEdit(node.key, 'decision');
  const { branches } = node.config;
  const scope = useScope(node.key);
  const holds = useMemo(
    () =>
      branches.map(({ when }) => {
        const shown = previewWhen(when, scope);
        return shown.ok && shown.value;
      }),
    [branches, scope],
  );
  const first = holds.indexOf(true);
  const change = (next: Branch[], burst?: string): void => {
    edit('branches', () => ({ branches: next }), burst);
  };
  return (
    <section className={classes.form} data-field="config.branches">
      <header className={classes.head}>
        <div>
          <h3>Branches</h3>
          <p>The first match wins, from top to bottom.</p>
        </div>
        {!workbench.isReadOnly && (
          <Button leftSection={<IconPlus />} onClick={() => change([...branches, newBranch(branches)])}>
            Branch
          </Button>
        )}
      </header>
      {branches.map((branch, at) => (
        <BranchCard
          key={branch.key}
          nodeKey={node.key}
          branch={branch}
          at={at}
          scope={scope}
          match={at === first ? 'first' : holds[at] === true ? 'later' : undefined}
          onChange={(part, burst) =>
            change(
              branches.map((one, index) => (index === at ? { ...one, ...part } : one)),
              burst === undefined ? undefined : `${branch.key} ${burst}`,
            )
          }
          onMove={(from, to) => change(moved(branches, from, to - from))}
          onRemove={() => change(branches.filter((one) => one !== branch))}
        />
      ))}
      <div className={classes.otherwise} data-match={first < 0 || undefined}>
        <IconLock aria-hidden />
        <div>
          <strong>otherwise</strong>
          <p>Runs when no branch matches. Always last.</p>
        </div>
        {first < 0 && branches.length > 0 && <span className={classes.note}>Taken by the sample</span>}
      </div>
    </section>
  );
}
