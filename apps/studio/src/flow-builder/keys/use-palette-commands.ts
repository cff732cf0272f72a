import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBraces,
  IconDeviceFloppy,
  IconPlayerPlay,
  IconPlus,
  IconSitemap,
  IconUpload,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { titleOf } from '../../flow-graph/node-summary.ts';
import { nodeKindLooks } from '../../node-kinds/node-kind-looks.ts';
import { useOfferEntries } from '../../shell/page-entries.ts';
import type { PaletteEntry } from '../../shell/palette-entry.ts';
import { usePublishBlock } from '../top-bar/publish-block.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { useFlow, useWorkbench } from '../workbench/workbench-context.ts';
import { tidyChosen } from './builder-commands.ts';

/** Every step by its name, and every command of the builder, in the palette (Ctrl/⌘ K). */
export function usePaletteCommands(): void {
  const workbench = useWorkbench();
  const { nodes } = useFlow();
  const block = usePublishBlock();
  const entries = useMemo(
    () => [
      ...nodes.map((node): PaletteEntry => ({
        id: `node-${node.key}`,
        group: 'This flow',
        name: titleOf(node),
        hint: node.key,
        icon: nodeKindLooks[node.kind].icon,
        run: () => workbench.goTo(node.key),
      })),
      ...commandsOf(workbench, block),
    ],
    [workbench, nodes, block],
  );
  useOfferEntries(entries);
}

function commandsOf(workbench: Workbench, block: string | undefined): PaletteEntry[] {
  const command = { group: 'Do', hint: '' } as const;
  const publish = (): void => (block === undefined ? workbench.open({ type: 'publish' }) : workbench.refuse(block));
  return [
    {
      ...command,
      id: 'add',
      name: 'Add a step',
      icon: IconPlus,
      hint: 'n',
      run: () => workbench.open({ type: 'quickAdd' }),
    },
    { ...command, id: 'undo', name: 'Undo', icon: IconArrowBackUp, hint: 'Ctrl Z', run: () => workbench.undo() },
    {
      ...command,
      id: 'redo',
      name: 'Redo',
      icon: IconArrowForwardUp,
      hint: 'Ctrl Shift Z',
      run: () => workbench.redo(),
    },
    { ...command, id: 'tidy', name: 'Tidy', icon: IconSitemap, hint: 'Shift Alt T', run: () => tidyChosen(workbench) },
    {
      ...command,
      id: 'save',
      name: 'Save now',
      icon: IconDeviceFloppy,
      hint: 'Ctrl S',
      run: () => workbench.autosave.saveNow(),
    },
    {
      ...command,
      id: 'test',
      name: 'Test run',
      icon: IconPlayerPlay,
      hint: 'Ctrl Enter',
      run: () => workbench.show({ drawer: { type: 'testRun', upTo: undefined } }),
    },
    { ...command, id: 'json', name: 'Flow as JSON', icon: IconBraces, run: () => workbench.open({ type: 'flowJson' }) },
    { ...command, id: 'publish', name: 'Publish', icon: IconUpload, hint: 'Ctrl Shift Enter', run: publish },
  ];
}
