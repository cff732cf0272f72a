import type { ReactElement } from 'react';
import { JsonBlock } from '../../ui/JsonBlock.tsx';
import { hexLines } from './hex-lines.ts';
import type { SendResult } from './send-state.ts';
import classes from './result.module.css';

/** An answer that is no JSON: text as it came, an image, or the bytes. */
export function OtherData({ data }: Pick<SendResult, 'data'>): ReactElement | null {
  if (data === null) return <p className={classes.none}>The answer had no body.</p>;
  if (typeof data.text === 'string') {
    return (
      <div className={classes.rawHolder}>
        <JsonBlock label="Raw data" value={data.text} />
      </div>
    );
  }
  if (data.base64 === null) return null;
  const isImage = /^image\/(?:png|jpeg|gif|webp|avif)\b/i.test(data.contentType ?? '');
  return (
    <div className={classes.rawHolder}>
      {isImage ? (
        <img src={`data:${data.contentType ?? ''};base64,${data.base64}`} alt="The answer" className={classes.image} />
      ) : (
        <JsonBlock label="Bytes of the answer" value={hexLines(data.base64)} />
      )}
    </div>
  );
}
