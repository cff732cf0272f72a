import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { DecisionForm } from './DecisionForm.tsx';
import { RequestForm } from './request/RequestForm.tsx';
import { SayForm } from './SayForm.tsx';
import { SetVariableForm } from './SetVariableForm.tsx';
import { StartForm } from './start/StartForm.tsx';

/** The fields of one kind of node. */
export function NodeForm({ node }: { readonly node: FlowNode }): ReactElement {
  switch (node.kind) {
    case 'start':
      return <StartForm node={node} />;
    case 'apiRequest':
      return <RequestForm node={node} />;
    case 'setVariable':
      return <SetVariableForm node={node} />;
    case 'decision':
      return <DecisionForm node={node} />;
    case 'say':
      return <SayForm node={node} />;
    default:
      return node satisfies never;
  }
}
