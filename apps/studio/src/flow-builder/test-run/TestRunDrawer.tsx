import { ActionIcon, Button, SegmentedControl, Select } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconX } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { TestRunTargets } from '../../registry-client/generated/graphql.ts';
import { useMay } from '../../session/viewer.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { SampleDialog } from '../sample/SampleDialog.tsx';
import { useFlowSample } from '../sample/use-scope.ts';
import { useFlow, useSample, useTestRun, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { hostsOfFlow } from './hosts-of-flow.ts';
import { startTestRun } from './start-test-run.ts';
import { TestRunOutcome } from './TestRunOutcome.tsx';
import classes from './test-run.module.css';

/** Tries the draft on the sample call, under the canvas that shows what came of it. */
export function TestRunDrawer(): ReactElement | null {
  const drawer = useView((view) => view.drawer);
  return drawer?.type === 'testRun' ? <Drawer upTo={drawer.upTo} /> : null;
}

const TARGETS = [
  { value: 'MOCKED', label: 'Mock calls' },
  { value: 'REAL', label: 'Real calls' },
];

function Drawer({ upTo }: { readonly upTo: string | undefined }): ReactElement {
  const workbench = useWorkbench();
  const [targets, setTargets] = useState<TestRunTargets>('MOCKED');
  return (
    <section className={classes.drawer} aria-label="Test run">
      <header className={classes.head}>
        <h3>Test run</h3>
        <SampleChoice />
        <SegmentedControl
          size="xs"
          aria-label="Targets"
          data={TARGETS}
          value={targets}
          onChange={(value) => setTargets(value === 'REAL' ? 'REAL' : 'MOCKED')}
        />
        <UpTo upTo={upTo} />
        <RunButton targets={targets} upTo={upTo} />
        <span className={classes.spacer} />
        <ActionIcon
          aria-label="Close the test run"
          onClick={() => workbench.show({ drawer: undefined, showsTestRun: false })}
        >
          <IconX size={18} stroke={1.75} />
        </ActionIcon>
      </header>
      <p className={classes.hint}>
        {targets === 'MOCKED'
          ? 'Nothing is sent: targets answer with pinned samples, else with their last answer here, else with an empty 200.'
          : 'Requests are sent from the executor’s place in the network, with their auth profiles. Retries are told, not waited for.'}
      </p>
      <TestRunOutcome />
    </section>
  );
}

function SampleChoice(): ReactElement {
  const call = useSample((sample) => sample.call);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="xs" onClick={() => setOpen(true)} aria-label={`Sample call: ${call.label}. Change`}>
        {call.label}
      </Button>
      {isOpen && <SampleDialog onClose={() => setOpen(false)} />}
    </>
  );
}

const ALL = '';

function UpTo({ upTo }: { readonly upTo: string | undefined }): ReactElement {
  const workbench = useWorkbench();
  const flow = useFlow();
  const steps = flow.nodes.filter(({ kind }) => kind !== 'start');
  return (
    <Select
      size="xs"
      aria-label="Run to"
      className={classes.upTo ?? ''}
      data={[
        { value: ALL, label: 'To the end' },
        ...steps.map((node) => ({ value: node.key, label: `To ${titleOf(node)}` })),
      ]}
      value={upTo ?? ALL}
      onChange={(key) =>
        workbench.show({ drawer: { type: 'testRun', upTo: key === null || key === ALL ? undefined : key } })
      }
    />
  );
}

interface RunProps {
  readonly targets: TestRunTargets;
  readonly upTo: string | undefined;
}

/** Runs; real requests are asked about once, with the hosts that they go to. While it runs, the same button ends it. */
function RunButton({ targets, upTo }: RunProps): ReactElement {
  const workbench = useWorkbench();
  const cancel = useTestRun((state) => (state.type === 'running' ? state.cancel : undefined));
  const mayRun = useMay('EDITOR');
  const sample = useFlowSample();
  const flow = useFlow();
  const [asked, setAsked] = useState<readonly string[]>();
  const start = (): void => void startTestRun(workbench, { targets, upTo });
  const run = (): void => {
    const hosts = targets === 'REAL' ? hostsOfFlow(flow, sample, upTo) : [];
    if (hosts.every((host) => workbench.agreedHosts.has(host))) start();
    else setAsked(hosts);
  };
  const agree = (): void => {
    for (const host of asked ?? []) workbench.agreedHosts.add(host);
    setAsked(undefined);
    start();
  };
  if (cancel !== undefined) {
    return (
      <Button size="xs" leftSection={<IconPlayerStop />} onClick={cancel}>
        Cancel
      </Button>
    );
  }
  return (
    <>
      <Button
        size="xs"
        variant="outline"
        leftSection={<IconPlayerPlay />}
        disabled={!mayRun}
        title={mayRun ? undefined : 'Test runs need the role editor.'}
        onClick={run}
      >
        Run
      </Button>
      <ConfirmDialog
        isOpen={asked !== undefined}
        title="Send real requests?"
        text={
          <>
            This test run sends requests to:
            <ul>
              {(asked ?? []).map((host) => (
                <li key={host}>
                  <code>{host}</code>
                </li>
              ))}
            </ul>
            What they change there stays changed. You are asked once for these hosts.
          </>
        }
        confirm="Send real requests"
        onConfirm={agree}
        onCancel={() => setAsked(undefined)}
      />
    </>
  );
}
