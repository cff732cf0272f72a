import { Button, Checkbox, Modal, Textarea } from '@mantine/core';
import { IconAlertTriangleFilled, IconCircleCheckFilled, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent, type ReactElement } from 'react';
import { BuilderLiveOnDocument } from '../../registry-client/generated/graphql.ts';
import { registryQuery } from '../../registry-client/registry-query.ts';
import { utcDayTime } from '../../ui/format-time.ts';
import { announce } from '../../ui/announcements.ts';
import { useAction, useCheck, useFlow, useView, useWorkbench } from '../workbench/workbench-context.ts';
import { changesByNode } from './changes-by-node.ts';
import { ChangeList } from './ChangeList.tsx';
import { PastCalls } from './PastCalls.tsx';
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
      classNames={{ body: classes.body ?? '' }}
    >
      <p className={classes.against}>
        {live === undefined
          ? 'The first version of this action.'
          : `Compared with live v${String(live.number)} by ${live.publishedBy}, ${utcDayTime(live.publishedAt)}.`}
      </p>
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

interface SideProps {
  readonly form: ReturnType<typeof usePublishing>;
  readonly number: number;
  readonly isFirst: boolean;
}

function Side({ form, number, isFirst }: SideProps): ReactElement {
  return (
    <div className={classes.side}>
      <Checks isConfirmed={form.isConfirmed} onConfirm={form.setConfirmed} isTried={form.isTried} />
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

interface ChecksProps {
  readonly isConfirmed: boolean;
  readonly onConfirm: (isConfirmed: boolean) => void;
  readonly isTried: boolean;
}

function Checks({ isConfirmed, onConfirm, isTried }: ChecksProps): ReactElement {
  const problems = useCheck((check) => check.problems);
  const warnings = problems.filter(({ finding }) => finding.severity === 'WARNING');
  const count = `${String(warnings.length)} ${warnings.length === 1 ? 'warning' : 'warnings'}`;
  return (
    <section className={classes.checks} aria-label="Checks">
      <h3>Checks</h3>
      <ul>
        <li>
          <IconCircleCheckFilled aria-hidden className={classes.ok} /> No errors
        </li>
        {warnings.map(({ finding, place, title }, at) => (
          <li key={String(at)} title={finding.message}>
            <IconAlertTriangleFilled aria-hidden className={classes.warn} />
            <span>
              {place}: {title.charAt(0).toLowerCase() + title.slice(1)}
            </span>
          </li>
        ))}
      </ul>
      {warnings.length > 0 && (
        <Checkbox
          label={`Publish with ${count}`}
          checked={isConfirmed}
          onChange={(event) => onConfirm(event.currentTarget.checked)}
          error={isTried && !isConfirmed ? `Confirm the ${count}, or mend them first.` : undefined}
        />
      )}
    </section>
  );
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
