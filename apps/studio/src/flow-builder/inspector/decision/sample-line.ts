import { markCondition, previewTemplate, type Scope } from '@aftercall/flow-model';
import { shortValue } from '../../sample/shorten-value.ts';

/** A condition with the sample's values in the place of its names: `Sample: "escalated" == "escalated"`. */
export function sampleLine(text: string, scope: Scope): string | undefined {
  const { names, problem } = markCondition(text);
  if (problem !== undefined || names.length === 0) return undefined;
  let shown = text;
  for (const { range } of names.toSorted((one, other) => other.range.from - one.range.from)) {
    const value = previewTemplate(`{{${text.slice(range.from, range.to)}}}`, scope);
    const written = value.ok ? inWords(value.value) : '?';
    shown = `${shown.slice(0, range.from)}${written}${shown.slice(range.to)}`;
  }
  return `Sample: ${shown.replaceAll(/\{\{\s*|\s*\}\}/g, '')}`;
}

function inWords(value: Parameters<typeof shortValue>[0]): string {
  return typeof value === 'string' ? JSON.stringify(shortValue(value)) : shortValue(value);
}
