import { Button, Switch } from '@mantine/core';
import { readCallEvent, type Json } from '@aftercall/flow-model';
import { useState, type ReactElement } from 'react';
import { duration } from '../../ui/format-time.ts';
import { useSample, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { SampleDialog } from './SampleDialog.tsx';
import { shortValue } from './shorten-value.ts';
import classes from './sample.module.css';

const FACTS = ['CALL_ID', 'OUTCOME', 'DISPOSITION', 'SENTIMENT', 'DURATION', 'TURNS'] as const;

/** The call that values are shown with, always in sight: resolved values and Send use it. */
export function SamplePanel(): ReactElement {
  const workbench = useWorkbench();
  const call = useSample((sample) => sample.call);
  const showsResolved = useView((view) => view.showsResolved);
  const [isOpen, setOpen] = useState(false);
  const { interaction } = readCallEvent({ type: call.type, data: call.data });
  return (
    <section className={classes.panel} aria-label="Sample call">
      <header className={classes.head}>
        <h3>Sample call</h3>
        <Button size="xs" variant="subtle" onClick={() => setOpen(true)} aria-label="Change the sample call">
          Change
        </Button>
      </header>
      <dl className={classes.facts} data-testid="sample-call">
        {FACTS.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{shown(name, interaction[name])}</dd>
          </div>
        ))}
      </dl>
      <Switch
        size="xs"
        label="Show resolved"
        checked={showsResolved}
        onChange={(event) => workbench.show({ showsResolved: event.currentTarget.checked })}
      />
      <p className={classes.hint}>Resolved values and Send use this call.</p>
      {isOpen && <SampleDialog onClose={() => setOpen(false)} />}
    </section>
  );
}

function shown(name: string, value: Json | undefined): string {
  return name === 'DURATION' && typeof value === 'number' ? duration(value * 1000) : shortValue(value, 24);
}
