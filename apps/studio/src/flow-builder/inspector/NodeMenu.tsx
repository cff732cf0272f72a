import { ActionIcon, Menu } from '@mantine/core';
import {
  IconClipboardText,
  IconCopy,
  IconCopyPlus,
  IconDots,
  IconPencil,
  IconPlayerPlay,
  IconPlugConnected,
  IconTrash,
} from '@tabler/icons-react';
import type { FlowNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { copyCurl } from '../curl/copy-curl.ts';
import { duplicateNodes } from '../edit/paste-nodes.ts';
import { removeNodes } from '../edit/remove-nodes.ts';
import { useAuthProfiles } from '../workbench/use-surroundings.ts';
import { useWorkbench } from '../workbench/workbench-context.ts';

/** What can be done with a step besides its settings. */
export function NodeMenu({ node }: { readonly node: FlowNode }): ReactElement {
  const workbench = useWorkbench();
  const { key } = node;
  const { isReadOnly } = workbench;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`More for ${titleOf(node)}`}>
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} />}
          disabled={isReadOnly}
          onClick={() => workbench.open({ type: 'rename', key })}
        >
          Rename
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnected size={16} />}
          disabled={isReadOnly}
          onClick={() => workbench.open({ type: 'connect', from: key })}
        >
          Connect to…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => workbench.show({ drawer: { type: 'testRun', upTo: key } })}
        >
          Run to this step
        </Menu.Item>
        {node.kind === 'apiRequest' && <CurlItems nodeKey={key} />}
        <Menu.Item
          leftSection={<IconCopyPlus size={16} />}
          disabled={isReadOnly}
          onClick={() => workbench.edit((flow) => duplicateNodes(flow, [key]))}
        >
          Duplicate
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={16} />}
          color="red"
          disabled={isReadOnly}
          onClick={() => workbench.edit((flow) => removeNodes(flow, [key]))}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function CurlItems({ nodeKey }: { readonly nodeKey: string }): ReactElement {
  const workbench = useWorkbench();
  const profiles = useAuthProfiles();
  return (
    <>
      <Menu.Item
        leftSection={<IconClipboardText size={16} />}
        disabled={workbench.isReadOnly}
        onClick={() => workbench.open({ type: 'pasteCurl', key: nodeKey })}
      >
        Paste cURL…
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copyCurl(workbench, nodeKey, profiles)}>
        Copy as cURL
      </Menu.Item>
    </>
  );
}
