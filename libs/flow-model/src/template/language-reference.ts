import { EXPRESSION_FUNCTIONS } from './functions.ts';
import { PATTERN_LETTERS } from './functions/date-pattern.ts';
import { signatureOf, type ExpressionFunction } from './functions/expression-function.ts';

/** One function as the reference, the Studio's completion and its help show it. */
export interface FunctionDescription {
  name: string;
  /** `truncate(text, length, ending?)`; but for `has`, the first value may stand before the name: `x.truncate(20)`. */
  signature: string;
  /** Functions that belong together. */
  group: ExpressionFunction['group'];
  doc: string;
  bounds?: string;
  /** Expressions, each with what it gives. */
  examples: ExpressionFunction['examples'];
}

/** Every function of the expression language, in the order of the reference. */
export function describeFunctions(): FunctionDescription[] {
  return EXPRESSION_FUNCTIONS.map((one) => ({
    name: one.name,
    signature: signatureOf(one),
    group: one.group,
    doc: one.doc,
    ...(one.bounds === undefined ? {} : { bounds: one.bounds }),
    examples: one.examples,
  }));
}

/** What may stand in the pattern of a date, and what it means. */
export function describeDatePatterns(): { letters: string; means: string; canBeRead: boolean }[] {
  return [...PATTERN_LETTERS].map(([letters, { means, read }]) => ({ letters, means, canBeRead: read !== undefined }));
}

/** Expressions as authors meet them, with the scope that they are read in and what they give there; each is a test. */
export const LANGUAGE_EXAMPLES = {
  scope: {
    interaction: {
      DISPOSITION: 'escalated',
      DURATION: 187,
      SUMMARY: 'He said "no"',
      TURNS: [{ role: 'agent', text: 'Hi' }],
    },
    variables: { ticketId: 'T-42', visits: 2 },
  },
  conditions: [
    ['{{interaction.DISPOSITION}} == "escalated"', true],
    ['interaction.DISPOSITION == "Escalated"', false],
    ['lower(interaction.DISPOSITION) in ["escalated", "transferred"]', true],
    ['interaction.DURATION > 60 && visits >= 2', true],
    ['interaction.SENTIMENT == "negative"', false],
    ['interaction.SENTIMENT != "negative"', true],
    ['variables.score > 3', false],
    ['default(variables.score, 5) > 3', true],
    ['has(ticketId) ? ticketId.startsWith("T-") : false', true],
  ],
  templates: [
    ['Ticket {{ticketId}}', 'Ticket T-42'],
    ['Dear {{customerName|there}}', 'Dear there'],
    ['{{interaction.DURATION}}', 187],
    ['{{interaction.DURATION / 60}}', 187 / 60],
    ['{{round(interaction.DURATION / 60, 1)}} minutes', '3.1 minutes'],
    ['{{interaction.TURNS}}', [{ role: 'agent', text: 'Hi' }]],
    ['{{interaction.TURNS[0].text}}', 'Hi'],
    ['It was: {{interaction.SUMMARY}}', 'It was: He said "no"'],
    ['{{customerName}}', null],
    ['[{{customerName}}]', '[]'],
    ['{{visits + 1}}', 3],
    ['{{7 / 2}}', 3],
    ['{{9007199254740993}}', '9007199254740993'],
  ],
} as const;
