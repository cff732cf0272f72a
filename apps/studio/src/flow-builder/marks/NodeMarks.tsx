import { IconFlask, IconFlaskOff, IconPin, IconPinnedOff, IconShieldLock, type Icon } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { markWord, type NodeMark } from './node-marks.ts';

const ICONS: Readonly<Record<NodeMark, Icon>> = {
  mtls: IconShieldLock,
  tested: IconFlask,
  untested: IconFlaskOff,
  pinned: IconPin,
  stale: IconPinnedOff,
};

/** The icons beside a node's name. */
export function NodeMarks({ marks }: { readonly marks: readonly NodeMark[] }): ReactElement {
  return (
    <>
      {marks.map((mark) => {
        const MarkIcon = ICONS[mark];
        return (
          <span key={mark} role="img" aria-label={markWord(mark)} title={markWord(mark)} data-mark={mark}>
            <MarkIcon aria-hidden stroke={1.75} />
          </span>
        );
      })}
    </>
  );
}
