import { IconApi, IconArrowsSplit2, IconMessageOff, IconPhoneX, IconVariable, type Icon } from '@tabler/icons-react';
import type { NodeKind } from '@aftercall/flow-model';

/** How one kind of node is told. */
export interface NodeKindLook {
  readonly icon: Icon;
  readonly label: string;
  /** One line of help in the palette. */
  readonly help: string;
  /** Names its colours: `--ac-<colour>` and `--ac-<colour>-tile`. */
  readonly colour: 'api' | 'set' | 'decision' | 'start';
}

/** The only list of icons and colours of node kinds. */
export const nodeKindLooks: Readonly<Record<NodeKind, NodeKindLook>> = {
  start: { icon: IconPhoneX, label: 'Start', help: 'A call ends', colour: 'start' },
  apiRequest: { icon: IconApi, label: 'API Request', help: 'Call an HTTP API', colour: 'api' },
  setVariable: { icon: IconVariable, label: 'Set Variable', help: 'Assign values', colour: 'set' },
  decision: { icon: IconArrowsSplit2, label: 'Decision', help: 'Choose one branch', colour: 'decision' },
  say: { icon: IconMessageOff, label: 'Say', help: 'Not possible after a call', colour: 'start' },
};
