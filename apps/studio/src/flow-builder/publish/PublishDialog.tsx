import { Button, Modal, Textarea } from '@mantine/core';
import { IconBroadcast, IconCircleCheckFilled, IconGitCompare, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type SyntheticEvent, type ReactElement } from 'react';
import { BuilderLiveOnDocument } from '../../registry-client/generated/graphql.ts';
import { registryQuery } from '../../registry-client/registry-query.ts';
import { announce } from '../../ui/announcements.ts';
import { Chip } from '../../ui/Chip.tsx';
import { utcDayTime } from '../../ui/format-time.ts';
import { useAction, useCheck, useFlow, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { changesByNode } from './changes-by-node.ts';
import { ChangeList } from './ChangeList.tsx';
import { DraftAuthors } from './DraftAuthors.tsx';
import { PastCalls } from './PastCalls.tsx';
import { PublishChecks } from './PublishChecks.tsx';
import { liveInWords, publishDraft, type LiveOn } from './publish-draft.ts';
import classes from './publish.module.css';

const NOTE = { shortest: 5, longest: 200 } as const;

/** What changes, what the checks say, what would have happened; then a note, and it is live. */
export function PublishDialog(): ReactElement | null {
  const workbench = useWorkbench();
  const isOpen = useView((view) => view.layer?.type === 'publish');
  const [published, setPublished] = useState<{ number: number; liveOn: LiveOn | undefined }>();
  const close = (): void => {
    workbench.close();
    setPublished(undefined);
  };
  if (!isOpen) return null;
  return published === undefined ? (
    <PublishForm onClose={close} onPublished={setPublished} />
  ) : (
    <Published {...published} onClose={close} />
  );
}

interface FormProps {
  readonly onClose: () => void;
  readonly onPublished: (published: { number: number; liveOn: LiveOn | undefined }) => void;
}

/** What the author has filled in, and sending it. */
function usePublishing(onPublished: FormProps['onPublished']) {
  const workbench = useWorkbench();
  const warningCount = useCheck((check) => check.warningCount);
  const [note, setNote] = useState('');
  const [isConfirmed, setConfirmed] = useState(false);
  const [isTried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const noteProblem = findNoteProblem(note);
  const publish = async (): Promise<void> => {
    setTried(true);
    if (noteProblem !== undefined || (warningCount > 0 && !isConfirmed)) return;
    setBusy(true);
    const outcome = await publishDraft(workbench, note.trim()).catch(failed);
    setBusy(false);
    if (!outcome.ok) {
      setProblem(outcome.problem);
      return;
    }
    announce(liveInWords(outcome.number, outcome.liveOn));
    onPublished(outcome);
  };
  const shownNoteProblem = isTried ? noteProblem : undefined;
  return { note, setNote, isConfirmed, setConfirmed, isTried, problem, isBusy, noteProblem: shownNoteProblem, publish };
}

function failed(error: unknown): { ok: false; problem: string } {
  return { ok: false, problem: error instanceof Error ? error.message : String(error) };
}

function PublishForm({ onClose, onPublished }: FormProps): ReactElement {
  const flow = useFlow();
  const { live } = useAction();
  const form = usePublishing(onPublished);
  const number = (live?.number ?? 0) + 1;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void form.publish();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={960}
      title={`Publish version ${String(number)}`}
      classNames={{ body: classes.body ?? '', header: classes.head ?? '' }}
    >
      <Against />
      <form onSubmit={submit} className={classes.form}>
        <div className={classes.columns}>
          <ChangeList changes={changesByNode(live?.flow, flow)} />
          <Side form={form} number={number} isFirst={live === undefined} />
        </div>
        <footer className={classes.foot}>
          <span className={classes.hint}>
            {live === undefined ? '' : `You can make v${String(live.number)} live again at any time.`}
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" leftSection={<IconUpload />} loading={form.isBusy}>
            Publish v{number}
          </Button>
        </footer>
      </form>
    </Modal>
  );
}

/** What the draft is compared with, and the way to see both on the canvas. */
function Against(): ReactElement {
  const navigate = useNavigate();
  const { autosave } = useWorkbench();
  const { id, name, live } = useAction();
  if (live === undefined) return <p className={classes.against}>The first version of {name}.</p>;
  const compare = async (): Promise<void> => {
    await autosave.settled();
    const search = { from: String(live.number), to: 'draft' };
    await navigate({ to: '/actions/$actionId/compare', params: { actionId: id }, search });
  };
  return (
    <div className={classes.against}>
      <p>
        {name}, compared with
        <Chip tone="ok" icon={<IconBroadcast aria-hidden />}>
          Live v{live.number}
        </Chip>
        by {live.publishedBy}, {utcDayTime(live.publishedAt)}
      </p>
      <Button leftSection={<IconGitCompare />} onClick={() => void compare()}>
        Compare on canvas
      </Button>
    </div>
  );
}

interface SideProps {
  readonly form: ReturnType<typeof usePublishing>;
  readonly number: number;
  readonly isFirst: boolean;
}

function Side({ form, number, isFirst }: SideProps): ReactElement {
  return (
    <div className={classes.side}>
      <PublishChecks isConfirmed={form.isConfirmed} onConfirm={form.setConfirmed} isTried={form.isTried} />
      <DraftAuthors />
      <Textarea
        label="Note"
        description={`${String(form.note.length)} of ${String(NOTE.longest)}`}
        placeholder="What changes for the people who run it"
        value={form.note}
        maxLength={NOTE.longest}
        onChange={(event) => form.setNote(event.currentTarget.value)}
        error={form.noteProblem}
        data-autofocus
      />
      <PastCalls />
      {!isFirst && <p className={classes.hint}>New calls use v{number}. Runs in flight keep their version.</p>}
      {form.problem !== undefined && (
        <p role="alert" className={classes.problem}>
          {form.problem}
        </p>
      )}
    </div>
  );
}

function findNoteProblem(note: string): string | undefined {
  const length = note.trim().length;
  if (length === 0) return 'Note is required.';
  return length < NOTE.shortest ? `A note has at least ${String(NOTE.shortest)} characters.` : undefined;
}

/** Where it is live, watched until every executor has it. */
function Published({
  number,
  liveOn,
  onClose,
}: {
  number: number;
  liveOn: LiveOn | undefined;
  onClose: () => void;
}): ReactElement {
  const { id } = useAction();
  const isEverywhere = liveOn !== undefined && liveOn.seen >= liveOn.executors;
  const { data } = useQuery({
    ...registryQuery(BuilderLiveOnDocument, { actionId: id, number }),
    enabled: !isEverywhere,
    refetchInterval: 2_000,
  });
  const now = data?.actionVersion?.liveOn ?? liveOn;
  return (
    <Modal opened onClose={onClose} title={`Version ${String(number)} is published`} size={440}>
      <p className={classes.published} role="status">
        <IconCircleCheckFilled aria-hidden className={classes.ok} /> {liveInWords(number, now)}
      </p>
      <div className={classes.foot}>
        <Button variant="filled" onClick={onClose} data-autofocus>
          Go on building
        </Button>
      </div>
    </Modal>
  );
}
