import { COLOUR_NAMES, dark, light, type ColourName, type Colours } from './colours.ts';

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const surfaces: readonly ColourName[] = ['app', 'subtle', 'surface', 'canvas', 'card', 'raised', 'hover', 'code'];
const texts: readonly ColourName[] = ['text', 'text2', 'text3', 'accent-text', 'ok', 'bad', 'warn', 'idle'];
const marks: readonly ColourName[] = ['line-control', 'edge', 'focus'];
const tinted: readonly (readonly [ColourName, ColourName])[] = [
  ['ok', 'ok-tint'],
  ['bad', 'bad-tint'],
  ['warn', 'warn-tint'],
  ['accent-text', 'accent-tint'],
  ['accent-text', 'accent-tint2'],
  ['api', 'api-tile'],
  ['set', 'set-tile'],
  ['decision', 'decision-tile'],
  ['start', 'start-tile'],
  ['badge-text', 'badge'],
  ['text2', 'pressed'],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_name, colours: Colours) => {
  it('have every name once, and nothing else', () => {
    expect(Object.keys(colours).sort()).toEqual([...COLOUR_NAMES].sort());
  });

  it.each(texts.flatMap((text) => surfaces.map((surface) => [text, surface] as const)))(
    'show %s on %s with a contrast of at least 4.5',
    (text, surface) => {
      expect(contrast(colours[text], colours[surface])).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(marks.flatMap((mark) => surfaces.map((surface) => [mark, surface] as const)))(
    'show %s on %s with a contrast of at least 3',
    (mark, surface) => {
      expect(contrast(colours[mark], colours[surface])).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(tinted)('show %s on %s with a contrast of at least 4.5', (text, tint) => {
    expect(contrast(colours[text], colours[tint])).toBeGreaterThanOrEqual(4.5);
  });

  it('show white on the filled button with a contrast of at least 4.5', () => {
    expect(contrast('#FFFFFF', colours.accent)).toBeGreaterThanOrEqual(4.5);
  });
});
