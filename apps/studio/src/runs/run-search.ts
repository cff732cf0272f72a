import { oneOf, textIn } from '../ui/search-params.ts';

/** What a link to a run may say. */
export interface RunSearch {
  /** The selected step's key. */
  readonly step?: string;
  readonly tab?: StepTab;
  readonly view?: RunViewName;
  /** In the list: only steps that failed. */
  readonly failed?: 'only';
}

/** What a click changes; undefined takes a part off. */
export type RunSearchChange = { [Name in keyof RunSearch]?: RunSearch[Name] | undefined };

export const STEP_TABS = ['input', 'data', 'meta', 'variables', 'attempts'] as const;
export type StepTab = (typeof STEP_TABS)[number];

export const RUN_VIEW_NAMES = ['graph', 'timeline', 'list'] as const;
export type RunViewName = (typeof RUN_VIEW_NAMES)[number];

/** Passes over what it does not know. */
export function readRunSearch(search: Record<string, unknown>): RunSearch {
  return {
    ...textIn(search, 'step'),
    ...oneOf(search, 'tab', STEP_TABS),
    ...oneOf(search, 'view', RUN_VIEW_NAMES),
    ...oneOf(search, 'failed', ['only'] as const),
  };
}
