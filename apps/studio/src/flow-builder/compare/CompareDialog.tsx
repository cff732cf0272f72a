import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { changesByNode } from '../publish/changes-by-node.ts';
import { ChangeList } from '../publish/ChangeList.tsx';
import { useFlow, useView, useWorkbench } from '../workbench/workbench-context.ts';

/** What this draft has otherwise than another one, or than the live version. */
export function CompareDialog(): ReactElement | null {
  const workbench = useWorkbench();
  const mine = useFlow();
  const layer = useView((view) => view.layer);
  if (layer?.type !== 'compare') return null;
  const changes = changesByNode(layer.with, mine);
  const isSame = changes.nodes.length === 0 && changes.others.length === 0;
  return (
    <Modal opened onClose={() => workbench.close()} title={layer.title} size={640}>
      {isSame && <p>Nothing differs but the places on the canvas.</p>}
      <ChangeList changes={changes} />
    </Modal>
  );
}
