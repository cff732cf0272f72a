import { previewTemplate } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { AuthProfileForm } from '../../../auth-profiles/AuthProfileForm.tsx';
import { originOf } from '../../../auth-profiles/new-profile.ts';
import { nodeOf } from '../../edit/node-title.ts';
import { updateConfig } from '../../edit/update-node.ts';
import { useScope } from '../../sample/use-scope.ts';
import { useFlow, useView, useWorkbench } from '../../workbench/workbench-context.ts';

/** A profile is made on the spot, for the origin that the request goes to, and the request uses it. */
export function NewProfileLayer(): ReactElement | null {
  const key = useView((view) => (view.layer?.type === 'newProfile' ? view.layer.key : undefined));
  return key === undefined ? null : <Layer nodeKey={key} />;
}

function Layer({ nodeKey }: { readonly nodeKey: string }): ReactElement {
  const workbench = useWorkbench();
  const node = nodeOf(useFlow(), nodeKey);
  const scope = useScope(nodeKey);
  const shown = node?.kind === 'apiRequest' ? previewTemplate(node.config.url, scope) : undefined;
  const origin = shown?.ok === true && typeof shown.value === 'string' ? originOf(shown.value) : undefined;
  return (
    <AuthProfileForm
      isOpen
      origin={origin}
      onCreated={({ name }) => {
        workbench.edit((flow) =>
          updateConfig(flow, { key: nodeKey, kind: 'apiRequest', what: 'auth profile' }, (config) => ({
            ...config,
            authProfile: name,
          })),
        );
        workbench.close();
      }}
      onClose={() => workbench.close()}
    />
  );
}
