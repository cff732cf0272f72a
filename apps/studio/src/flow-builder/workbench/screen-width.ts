/** Below this there is no room for a canvas: the outline stands for it (in builder.module.css, too). */
const CANVAS_FROM_PX = 768;
/** Below this not even forms have the room that they need. */
const EDITING_FROM_PX = 480;

/** How much of the builder a screen has room for. */
export type BuilderRoom = 'all' | 'outline' | 'reading';

/** Decided when a builder is opened: phones keep their width, and an editor that is zoomed in keeps what it began with. */
export function findBuilderRoom(widthPx: number): BuilderRoom {
  if (widthPx < EDITING_FROM_PX) return 'reading';
  return widthPx < CANVAS_FROM_PX ? 'outline' : 'all';
}
