import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { bytes } from './format-time.ts';
import classes from './json-block.module.css';
import { JsonText } from './JsonText.tsx';
import { maskSecrets } from './mask-secrets.ts';
import { saveFile } from './save-file.ts';

/** Longer texts are cut on the screen. */
const SHOWN_CHARACTERS = 256 * 1024;

interface Props {
  /** Text is shown as it is; anything else as JSON. */
  readonly value: unknown;
  /** What it is, for people who hear it and for the file's name. */
  readonly label: string;
}

/** A value to read: JSON indented and coloured, text as it came. Long ones can be saved whole. */
export function JsonBlock({ value, label }: Props): ReactElement {
  const isText = typeof value === 'string';
  const whole = isText ? value : ((JSON.stringify(value, undefined, 2) as string | undefined) ?? '–');
  const cut = whole.slice(0, SHOWN_CHARACTERS);
  const shown = maskSecrets(cut);
  return (
    <div className={classes.frame}>
      <pre className={classes.code} tabIndex={0} role="region" aria-label={label}>
        {isText ? shown : <JsonText text={shown} />}
      </pre>
      {cut.length < whole.length && (
        <div className={classes.cut}>
          The first {bytes(SHOWN_CHARACTERS)} of {bytes(whole.length)} are shown.
          <Button
            size="xs"
            leftSection={<IconDownload />}
            onClick={() => saveFile(isText ? `${label}.txt` : `${label}.json`, whole)}
          >
            Download
          </Button>
        </div>
      )}
    </div>
  );
}
