import { previewTemplate, type AuthoringPlace } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { shortValue } from './shorten-value.ts';
import { useScope } from './use-scope.ts';
import classes from './sample.module.css';

interface Props {
  readonly place: AuthoringPlace;
  readonly text: string;
}

/** `= https://desk.example/c-20481`: what a text comes to with the sample call. */
export function ResolvedLine({ place: { nodeKey, row }, text }: Props): ReactElement {
  const scope = useScope(nodeKey, row);
  const shown = previewTemplate(text, scope);
  return (
    <span className={classes.resolved} data-testid="resolved">
      = {shown.ok ? shortValue(shown.value, 160) : shown.problem}
    </span>
  );
}
