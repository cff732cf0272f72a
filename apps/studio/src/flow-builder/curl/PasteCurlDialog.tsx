import { Button, Modal, Textarea } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { takeCurl } from '../edit/add-request.ts';
import classes from '../connect/connect-dialog.module.css';
import { useView, useWorkbench } from '../workbench/workbench-context.ts';
import { readCurl } from './read-curl.ts';
import { tellOfCurl } from './tell-of-curl.ts';

/** A curl command takes the place of a request's settings; what of it is not taken over is listed. */
export function PasteCurlDialog(): ReactElement | null {
  const key = useView((view) => (view.layer?.type === 'pasteCurl' ? view.layer.key : undefined));
  return key === undefined ? null : <Form nodeKey={key} />;
}

function Form({ nodeKey }: { readonly nodeKey: string }): ReactElement {
  const workbench = useWorkbench();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const use = (): void => {
    const read = readCurl(text);
    if (!read.ok) {
      setProblem(read.problem);
      return;
    }
    workbench.edit((flow) => takeCurl(flow, nodeKey, read.request));
    workbench.close();
    tellOfCurl(workbench, read.request);
  };
  return (
    <Modal opened onClose={() => workbench.close()} title="Paste a curl command" size={640}>
      <div className={classes.form}>
        <Textarea
          label="Command"
          minRows={8}
          autosize
          maxRows={16}
          value={text}
          error={problem}
          spellCheck={false}
          placeholder="curl -X POST https://…"
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(undefined);
          }}
          data-autofocus
        />
        <div className={classes.buttons}>
          <Button onClick={() => workbench.close()}>Cancel</Button>
          <Button variant="filled" disabled={text.trim() === ''} onClick={use}>
            Take it over
          </Button>
        </div>
      </div>
    </Modal>
  );
}
