import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { announce } from './announcements.ts';
import { copyText } from './copy-text.ts';

interface Props {
  readonly text: string;
  /** What is copied, for people who hear the button: "Copy request id". */
  readonly what: string;
}

/** Copies a text, also where the page came over plain HTTP. */
export function CopyButton({ text, what }: Props): ReactElement {
  const [isDone, setDone] = useState(false);
  const copy = (): void => {
    const isCopied = copyText(text);
    announce(isCopied ? `Copied ${what}` : `The browser did not let ${what} be copied`);
    setDone(isCopied);
  };
  return (
    <Button size="xs" leftSection={isDone ? <IconCheck /> : <IconCopy />} onClick={copy} aria-label={`Copy ${what}`}>
      {isDone ? 'Copied' : 'Copy'}
    </Button>
  );
}
