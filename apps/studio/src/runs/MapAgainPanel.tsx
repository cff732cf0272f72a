import { Button, JsonInput } from '@mantine/core';
import type { FlowNode } from '@aftercall/flow-model';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { ask } from '../registry-client/ask.ts';
import { MapAgainDocument } from '../registry-client/generated/graphql.ts';
import { refuseProblems } from '../registry-client/user-errors.ts';
import { useMay } from '../session/viewer.ts';
import { announce } from '../ui/announcements.ts';
import { FormProblem } from '../ui/FormProblem.tsx';
import classes from './run-page.module.css';
import type { RunStep } from './run-shapes.ts';

interface Props {
  readonly runId: string;
  readonly step: RunStep;
  readonly node: FlowNode | undefined;
}

/** A step whose answer came but could not be mapped: the mapping is mended, the stored answer read again, nothing is sent. */
export function MapAgainPanel({ runId, step, node }: Props): ReactElement | null {
  const isMappingAtFault = step.status === 'FAILED' && step.cause?.code.includes('MAPPING') === true;
  if (!isMappingAtFault || node?.kind !== 'apiRequest') return null;
  return <MapAgain runId={runId} nodeKey={step.key} mapping={node.config.mapping} />;
}

interface MapAgainProps {
  readonly runId: string;
  readonly nodeKey: string;
  readonly mapping: unknown;
}

function MapAgain({ runId, nodeKey, mapping }: MapAgainProps): ReactElement {
  const [text, setText] = useState(() => JSON.stringify(mapping, undefined, 2));
  const mayDecide = useMay('OPERATOR');
  const queryClient = useQueryClient();
  const rows = parseRows(text);
  const again = useMutation({
    mutationFn: async () => {
      const input = { runId, nodeKey, mapping: rows };
      refuseProblems((await ask({ document: MapAgainDocument, variables: { input } })).mapAgain);
    },
    onSuccess: async () => {
      announce('Mapped; the run goes on');
      await queryClient.invalidateQueries({ queryKey: ['registry'] });
    },
  });
  return (
    <div className={classes.decide}>
      <JsonInput
        label="Mapping"
        description="Mend it here for this run: the stored answer is read again, and nothing is sent. The flow is mended in the builder."
        autosize
        minRows={4}
        maxRows={14}
        value={text}
        onChange={setText}
        error={rows === undefined ? 'This is no list in JSON' : undefined}
      />
      <div className={classes.decideButtons}>
        <Button
          variant="filled"
          disabled={!mayDecide || rows === undefined}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          Map again
        </Button>
      </div>
      <FormProblem error={again.error} />
    </div>
  );
}

function parseRows(text: string): unknown[] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
