import { useEffect } from 'react';
import { useWorkbench } from '../workbench/workbench-context.ts';
import { chooseLinkedSample } from './choose-sample.ts';

/** Begins with the data that the address names: "Open in builder with this data". */
export function useLinkedSample(run: string | undefined, sample: string | undefined): void {
  const workbench = useWorkbench();
  useEffect(() => {
    if (run !== undefined || sample !== undefined) void chooseLinkedSample(workbench, { run, sample });
  }, [workbench, run, sample]);
}
