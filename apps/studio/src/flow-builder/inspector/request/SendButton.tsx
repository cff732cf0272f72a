import { Button, Tooltip } from '@mantine/core';
import { IconPlayerStop, IconSend } from '@tabler/icons-react';
import type { ApiRequestNode } from '@aftercall/flow-model';
import type { ReactElement } from 'react';
import { useMay } from '../../../session/viewer.ts';
import { sendRequest } from '../../send/send-request.ts';
import type { SendPart } from '../../send/send-state.ts';
import { useSend, useWorkbench } from '../../workbench/workbench-context.ts';

interface Props {
  readonly node: ApiRequestNode;
  readonly part?: SendPart;
}

/** Tries the request; while it runs, the same button ends it. */
export function SendButton({ node, part = 'REQUEST' }: Props): ReactElement {
  const workbench = useWorkbench();
  const state = useSend(node.key, part);
  const maySend = useMay('EDITOR');
  if (state?.type === 'sending') {
    return (
      <Button leftSection={<IconPlayerStop />} onClick={state.cancel}>
        Cancel
      </Button>
    );
  }
  const button = (
    <Button
      variant="outline"
      leftSection={<IconSend />}
      disabled={!maySend}
      onClick={() => void sendRequest(workbench, node.key, part)}
    >
      Send
    </Button>
  );
  return maySend ? button : <Tooltip label="Sending needs the role editor.">{button}</Tooltip>;
}
