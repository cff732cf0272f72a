import { Button, JsonInput, NumberInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconHelpHexagonFilled } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { ask } from '../registry-client/ask.ts';
import { ResolveInDoubtDocument, type DoubtResolution } from '../registry-client/generated/graphql.ts';
import { refuseProblems } from '../registry-client/user-errors.ts';
import { useMay } from '../session/viewer.ts';
import { announce } from '../ui/announcements.ts';
import { FormProblem } from '../ui/FormProblem.tsx';
import { utcFull } from '../ui/format-time.ts';
import classes from './run-page.module.css';
import type { RunStep } from './run-shapes.ts';
import { Notice } from './StepNotice.tsx';

/** A request of which nobody knows whether it was carried out waits for a person: the three things that one can know. */
export function DoubtPanel({ runId, step }: { readonly runId: string; readonly step: RunStep }): ReactElement | null {
  const attempt = step.attempts.findLast(({ status, resolution }) => status === 'IN_DOUBT' && resolution === null);
  if (step.status !== 'IN_DOUBT' || attempt === undefined) return null;
  const sent = `${attempt.request?.method ?? 'A request'} ${attempt.request?.url ?? ''}`;
  return (
    <div className={classes.decide}>
      <Notice
        tone="warn"
        title="Did it happen?"
        text={`${sent} was sent at ${utcFull(attempt.startedAt)}, and no complete answer came: ${attempt.cause?.message ?? ''}`}
      >
        <IconHelpHexagonFilled aria-hidden />
      </Notice>
      <Decision runId={runId} nodeKey={step.key} attempt={attempt.number} />
    </div>
  );
}

interface Place {
  readonly runId: string;
  readonly nodeKey: string;
  /** As it was seen: another one since then is refused. */
  readonly attempt: number;
}

function Decision(place: Place): ReactElement {
  const [knows, setKnows] = useState(false);
  const [reason, setReason] = useState('');
  const mayDecide = useMay('OPERATOR');
  const resolve = useResolve(place);
  const decide = (resolution: DoubtResolution, answer?: Answer): void => resolve.mutate({ resolution, reason, answer });
  return (
    <>
      <TextInput
        label={
          <>
            Reason <small>optional</small>
          </>
        }
        aria-label="Reason"
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <div className={classes.decideButtons}>
        <Button disabled={!mayDecide} loading={resolve.isPending} onClick={() => decide('REPEAT')}>
          Repeat with the same key
        </Button>
        <Button disabled={!mayDecide} aria-expanded={knows} onClick={() => setKnows(!knows)}>
          It happened
        </Button>
        <Button disabled={!mayDecide} loading={resolve.isPending} onClick={() => decide('GIVE_UP')}>
          Give up
        </Button>
      </div>
      {knows && <KnownAnswer isBusy={resolve.isPending} onAnswer={(answer) => decide('DONE', answer)} />}
      {!mayDecide && <p className={classes.none}>Deciding begins with the role Operator; an admin can grant it.</p>}
      <FormProblem error={resolve.error} />
    </>
  );
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

function useResolve({ runId, nodeKey, attempt }: Place) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (decided: { resolution: DoubtResolution; reason: string; answer: Answer | undefined }) => {
      const { resolution, reason, answer } = decided;
      const input = {
        ...{ runId, nodeKey, attempt, resolution },
        ...(reason === '' ? {} : { reason }),
        ...(answer === undefined ? {} : { answer }),
      };
      refuseProblems((await ask({ document: ResolveInDoubtDocument, variables: { input } })).resolveInDoubt);
    },
    onSuccess: async () => {
      announce('Decided; the run goes on');
      await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
}

/** The answer as the target's own records show it: the step is mapped from it. */
function KnownAnswer({
  isBusy,
  onAnswer,
}: {
  readonly isBusy: boolean;
  readonly onAnswer: (answer: Answer) => void;
}): ReactElement {
  const [status, setStatus] = useState(200);
  const [text, setText] = useState('{}');
  const body = parse(text);
  return (
    <div className={classes.known}>
      <NumberInput
        label="Status"
        min={100}
        max={599}
        w={120}
        value={status}
        onChange={(value) => setStatus(Number(value))}
      />
      <JsonInput
        label="Response body"
        description="As the target answered, or would have: mappings read it."
        autosize
        minRows={3}
        value={text}
        onChange={setText}
        error={body === undefined ? 'This is no JSON' : undefined}
      />
      <Button
        variant="filled"
        disabled={body === undefined}
        loading={isBusy}
        onClick={() => body !== undefined && onAnswer({ status, body: body.value })}
      >
        Go on with this answer
      </Button>
    </div>
  );
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
