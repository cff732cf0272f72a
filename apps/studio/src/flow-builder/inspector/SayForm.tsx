import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { problemsOf } from './FieldProblem.tsx';
import { useCheck } from '../workbench/workbench-context.ts';
import classes from './inspector.module.css';

/** A node that speaks: an import may bring one, and after a call nobody listens. */
export function SayForm({ node }: { readonly node: FlowNode }): ReactElement {
  const problems = useCheck((check) => check.problems);
  const own = problems.map(({ finding }) => finding).filter(({ nodeKey }) => nodeKey === node.key);
  return (
    <section className={classes.section}>
      <p className={classes.text}>The call is over when a flow runs: nobody would hear it.</p>
      {problemsOf(own)}
    </section>
  );
}
