import { Button } from '@mantine/core';
import { useEffect, type ReactElement } from 'react';
import type { BuilderSearch } from './builder-search.ts';
import { CompareDialog } from './compare/CompareDialog.tsx';
import { ConnectDialog } from './connect/ConnectDialog.tsx';
import { PasteCurlDialog } from './curl/PasteCurlDialog.tsx';
import { FlowJsonDialog } from './flow-json/FlowJsonDialog.tsx';
import { NewProfileLayer } from './inspector/request/NewProfileLayer.tsx';
import { RenameDialog } from './inspector/RenameDialog.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { LeftPanel } from './LeftPanel.tsx';
import { QuickAdd } from './palette/QuickAdd.tsx';
import { PublishDialog } from './publish/PublishDialog.tsx';
import { DraftBars } from './saving/DraftBars.tsx';
import type { OpenedDraft } from './saving/recover-draft.ts';
import { TestRunDrawer } from './test-run/TestRunDrawer.tsx';
import { ResultDrawer } from './send/ResultDrawer.tsx';
import { BuilderBar } from './top-bar/BuilderBar.tsx';
import { usePaletteCommands } from './keys/use-palette-commands.ts';
import { useBuilderKeys } from './keys/use-builder-keys.ts';
import { focusCanvas } from './workbench/focus-node.ts';
import { useBuilderLink } from './workbench/use-builder-link.ts';
import { useLinkedSample } from './sample/use-linked-sample.ts';
import { useClipboard } from './clipboard/use-clipboard.ts';
import { useSurroundings } from './workbench/use-surroundings.ts';
import { useView, useWorkbench } from './workbench/workbench-context.ts';
import { useKeepSaving } from './saving/use-keep-saving.ts';
import classes from './builder.module.css';

interface Props {
  /** Composed by the page: the canvas is a technology. */
  readonly canvas: ReactElement;
  readonly recovered: OpenedDraft;
  /** What the address says of the sample. */
  readonly link: {
    readonly run: BuilderSearch['run'] | undefined;
    readonly sample: BuilderSearch['sample'] | undefined;
  };
  /** The screen is too narrow to edit on. */
  readonly isForReading: boolean;
}

/** The Flow Builder: palette, canvas, inspector side by side. */
export function Builder({ canvas, recovered, link, isForReading }: Props): ReactElement {
  useBuilderKeys();
  usePaletteCommands();
  useClipboard();
  useSurroundings();
  useKeepSaving(recovered);
  useBuilderLink();
  useLinkedSample(link.run, link.sample);
  // Its keys act at once; what was clicked to come here is gone.
  useEffect(focusCanvas, []);
  return (
    <>
      <BuilderBar />
      <DraftBars recovered={recovered} />
      <div className={classes.body}>
        <LeftPanel />
        {isForReading && <p className={classes.narrow}>Editing needs a wider screen.</p>}
        <section className={classes.middle} aria-label="Canvas">
          <div className={classes.canvas}>
            {canvas}
            <Refusal />
            <NoticeCard />
          </div>
          <ResultDrawer />
          <TestRunDrawer />
        </section>
        <Inspector />
      </div>
      <QuickAdd />
      <ConnectDialog />
      <RenameDialog />
      <PublishDialog />
      <FlowJsonDialog />
      <PasteCurlDialog />
      <CompareDialog />
      <NewProfileLayer />
    </>
  );
}

/** Why the last thing that was tried did not happen. */
function Refusal(): ReactElement | null {
  const workbench = useWorkbench();
  const refusal = useView((view) => view.refusal);
  if (refusal === undefined) return null;
  return (
    <div className={classes.refusal} data-testid="refusal">
      {refusal}
      <button type="button" onClick={() => workbench.show({ refusal: undefined })} aria-label="Close">
        ×
      </button>
    </div>
  );
}

/** What was done elsewhere, or not taken over: read, then closed. */
function NoticeCard(): ReactElement | null {
  const workbench = useWorkbench();
  const notice = useView((view) => view.notice);
  if (notice === undefined) return null;
  return (
    <div className={classes.notice} data-testid="notice">
      <div>
        {notice.text}
        {notice.lines !== undefined && (
          <ul>
            {notice.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {notice.wayOut !== undefined && (
          <Button size="xs" mt={6} onClick={notice.wayOut.run}>
            {notice.wayOut.label}
          </Button>
        )}
      </div>
      <button type="button" onClick={() => workbench.show({ notice: undefined })} aria-label="Close">
        ×
      </button>
    </div>
  );
}
