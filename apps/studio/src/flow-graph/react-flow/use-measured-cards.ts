import type { Dimensions, NodeChange } from '@xyflow/react';
import { useCallback, useState } from 'react';

/** Sizes of cards, by their nodes' keys. */
export type CardSizes = ReadonlyMap<string, Dimensions>;

/**
 * Remembers how big React Flow found the cards. A card that is handed over anew without its size is hidden until it is
 * measured again: a run that is told every quarter of a second would flicker, or not be seen at all.
 */
export function useMeasuredCards() {
  const [sizes, setSizes] = useState<CardSizes>(new Map());
  const onNodesChange = useCallback((changes: NodeChange[]): void => {
    const found = changes.flatMap((change) =>
      change.type === 'dimensions' && change.dimensions !== undefined ? [[change.id, change.dimensions] as const] : [],
    );
    if (found.length > 0) setSizes((known) => new Map([...known, ...found]));
  }, []);
  return { sizes, onNodesChange };
}
