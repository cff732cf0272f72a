import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import classes from './dialog.module.css';

interface Props {
  readonly isOpen: boolean;
  /** A question: "Archive Refund intake?" */
  readonly title: string;
  /** What will happen. */
  readonly text: ReactNode;
  /** The verb on the button: "Archive". */
  readonly confirm: string;
  /** What a person must type to show that they mean it. */
  readonly typed?: string | undefined;
  readonly isBusy?: boolean;
  /** What went wrong when it was tried. */
  readonly problem?: ReactNode;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: Props): ReactElement {
  const { isOpen, title, onCancel } = props;
  return (
    <Modal opened={isOpen} onClose={onCancel} title={title} size={440}>
      {isOpen && <Question {...props} />}
    </Modal>
  );
}

function Question({ text, confirm, typed, isBusy = false, problem, onConfirm, onCancel }: Props): ReactElement {
  const [answer, setAnswer] = useState('');
  const isMeant = typed === undefined || answer === typed;
  return (
    <>
      <div className={classes.text}>{text}</div>
      {typed !== undefined && (
        <TextInput
          label={`Type ${typed} to confirm`}
          value={answer}
          onChange={({ currentTarget }) => setAnswer(currentTarget.value)}
          data-autofocus
          autoComplete="off"
        />
      )}
      {problem}
      <div className={classes.buttons}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="filled" color="red" disabled={!isMeant} loading={isBusy} onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </>
  );
}
