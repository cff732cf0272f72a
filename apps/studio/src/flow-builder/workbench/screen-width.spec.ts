import { findBuilderRoom } from './screen-width.ts';

it.each([
  [1440, 'all'],
  [768, 'all'],
  [767, 'outline'],
  [640, 'outline'],
  [480, 'outline'],
  [479, 'reading'],
  [390, 'reading'],
] as const)('a screen of %d px has room for: %s', (widthPx, room) => {
  expect(findBuilderRoom(widthPx)).toBe(room);
});
