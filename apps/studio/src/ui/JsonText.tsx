import { useMemo, type ReactElement } from 'react';
import classes from './json-block.module.css';
import { jsonTokens } from './json-tokens.ts';

/** Longer texts stay plain: half a megabyte of coloured spans would freeze the page. */
const COLOURED_CHARACTERS = 48 * 1024;

/** JSON text in colours, names apart from values. */
export function JsonText({ text }: { readonly text: string }): ReactElement {
  const tokens = useMemo(() => (text.length > COLOURED_CHARACTERS ? undefined : jsonTokens(text)), [text]);
  if (tokens === undefined) return <>{text}</>;
  return (
    <>
      {tokens.map((token, at) => (
        <span key={at} className={classes[token.kind]}>
          {token.text}
        </span>
      ))}
    </>
  );
}
