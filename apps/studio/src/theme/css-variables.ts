import type { CSSVariablesResolver } from '@mantine/core';
import { dark, light, type Colours } from './colours.ts';

/** Our colours for each scheme, and Mantine's own variables where they must follow ours. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variablesOf(light),
  dark: variablesOf(dark),
});

function variablesOf(colours: Colours): Record<`--${string}`, string> {
  const own = Object.entries(colours).map(([name, value]) => [`--ac-${name}`, value] as const);
  return {
    ...(Object.fromEntries(own) as Record<`--${string}`, string>),
    '--mantine-color-body': colours.surface,
    '--mantine-color-text': colours.text,
    '--mantine-color-bright': colours.text,
    '--mantine-color-placeholder': colours.text3,
    '--mantine-color-dimmed': colours.text3,
    '--mantine-color-error': colours.bad,
    '--mantine-color-signal-light-color': colours['accent-text'],
    '--mantine-primary-color-light-color': colours['accent-text'],
    '--mantine-color-anchor': colours['accent-text'],
    '--mantine-color-success': colours.ok,
    '--mantine-color-default': colours.raised,
    '--mantine-color-default-hover': colours.hover,
    '--mantine-color-default-color': colours.text,
    '--mantine-color-default-border': colours.line,
    '--mantine-color-signal-light': colours['accent-tint'],
    '--mantine-color-signal-light-hover': colours['accent-tint2'],
    '--mantine-color-disabled': colours.hover,
    '--mantine-color-disabled-color': colours.text3,
    '--mantine-color-disabled-border': colours.line,
  };
}
