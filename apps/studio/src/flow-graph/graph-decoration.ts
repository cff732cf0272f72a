import type { ReactNode } from 'react';
import type { CardRing } from './NodeCard.tsx';

/** What a page adds to a node of a graph that it only shows. */
export interface NodeDecoration {
  readonly ring?: CardRing | undefined;
  readonly strip?: ReactNode;
  readonly flags?: ReactNode;
  readonly marks?: ReactNode;
  /** For people who hear it: "Create ticket, Succeeded, 412 ms". */
  readonly spoken: string;
}

/** What a page adds to an edge. */
export interface EdgeDecoration {
  readonly look?: 'taken' | 'passedBy' | 'failure' | undefined;
  readonly isMoving?: boolean | undefined;
}
