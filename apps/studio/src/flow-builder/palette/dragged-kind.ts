/** What a kind of node is dragged as, from the palette to the canvas. */
export const KIND_MIME = 'application/x-aftercall-node-kind';
