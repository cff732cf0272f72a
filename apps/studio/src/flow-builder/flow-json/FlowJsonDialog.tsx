import { Button, FileButton, Modal, Select } from '@mantine/core';
import { IconCopy, IconDownload, IconUpload } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { starters } from '../../actions/starters.ts';
import { announce } from '../../ui/announcements.ts';
import { copyText } from '../../ui/copy-text.ts';
import { JsonField } from '../text-fields/JsonField.tsx';
import { exportFlow } from '../top-bar/export-flow.ts';
import { useView, useWorkbench } from '../workbench/workbench-context.ts';
import classes from './flow-json.module.css';
import { readFlowText, writeFlowText } from './read-flow-text.ts';

/** The whole flow as text: to be taken elsewhere, brought from there, or changed by hand. */
export function FlowJsonDialog(): ReactElement | null {
  const isOpen = useView((view) => view.layer?.type === 'flowJson');
  return isOpen ? <Dialog /> : null;
}

function Dialog(): ReactElement {
  const workbench = useWorkbench();
  const [text, setText] = useState(() => writeFlowText(workbench.flow));
  const [problems, setProblems] = useState<readonly string[]>([]);
  const put = (next: string): void => {
    setText(next);
    setProblems([]);
  };
  const use = (): void => {
    const read = readFlowText(text);
    if (!read.ok) {
      setProblems(read.problems);
      announce(`Not taken over: ${read.problems[0] ?? ''}`);
      return;
    }
    if (workbench.edit(() => ({ ok: true, flow: read.flow, says: 'Replaced the flow by JSON', select: [] })))
      workbench.close();
  };
  return (
    <Modal opened onClose={() => workbench.close()} title="Flow as JSON" size={800}>
      <div className={classes.editor}>
        <JsonField
          label="Flow as JSON"
          text={text}
          onChange={put}
          fieldPath="flow"
          isReadOnly={workbench.isReadOnly}
          problem={problems.length === 0 ? undefined : <span className={classes.problems}>Not taken over</span>}
          tools={() => <Tools text={text} onText={put} />}
        />
      </div>
      {problems.length > 0 && <Problems problems={problems} />}
      <div className={classes.buttons}>
        <span className={classes.hint}>
          Profiles stand in it by name; secrets never do. One Undo brings the old flow back.
        </span>
        <Button onClick={() => workbench.close()}>Cancel</Button>
        <Button variant="filled" disabled={workbench.isReadOnly} onClick={use}>
          Use this flow
        </Button>
      </div>
    </Modal>
  );
}

function Problems({ problems }: { readonly problems: readonly string[] }): ReactElement {
  return (
    <div role="alert" className={classes.problems}>
      <strong>Not taken over: the flow on the canvas stays as it is.</strong>
      <ul>
        {problems.slice(0, 20).map((problem, at) => (
          <li key={String(at)}>{problem}</li>
        ))}
      </ul>
    </div>
  );
}

function Tools({ text, onText }: { readonly text: string; readonly onText: (text: string) => void }): ReactElement {
  const workbench = useWorkbench();
  const starter = (id: string | null): void => {
    const chosen = starters.find((one) => one.id === id);
    if (chosen !== undefined) onText(`${JSON.stringify(chosen.flow, undefined, 2)}\n`);
  };
  return (
    <div className={classes.tools}>
      <FileButton accept="application/json,.json" onChange={(file) => void file?.text().then(onText)}>
        {(props) => (
          <Button {...props} size="sm" leftSection={<IconUpload />} disabled={workbench.isReadOnly}>
            Choose a file
          </Button>
        )}
      </FileButton>
      <Select
        size="sm"
        aria-label="Begin with a starter"
        placeholder="Begin with a starter"
        data={starters.map(({ id, name }) => ({ value: id, label: name }))}
        value={null}
        disabled={workbench.isReadOnly}
        onChange={starter}
      />
      <span className={classes.spacer} />
      <Button
        size="sm"
        variant="subtle"
        color="gray"
        leftSection={<IconCopy />}
        onClick={() => announce(copyText(text) ? 'Copied the flow' : 'The browser did not take it')}
      >
        Copy
      </Button>
      <Button
        size="sm"
        variant="subtle"
        color="gray"
        leftSection={<IconDownload />}
        onClick={() => exportFlow(workbench)}
      >
        Download
      </Button>
    </div>
  );
}
