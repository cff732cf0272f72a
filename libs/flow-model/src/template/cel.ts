import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import type { TextRange } from './text-range.ts';

/** A node of the library's syntax tree. */
export type ExpressionNode = ASTNode;

/** The tree, or what the grammar or a limit has against the text, and where. */
export type ParsedExpression =
  { ok: true; root: ExpressionNode } | { ok: false; problem: string; range?: TextRange | undefined };

/** Generous for what people write by hand; together with "no loops" they bound the cost of one evaluation. */
const limits = { maxAstNodes: 200, maxDepth: 48, maxListElements: 64, maxMapEntries: 64, maxCallArguments: 8 };
const environment = new Environment({ limits });

/** Reads CEL text to its syntax tree: the library's grammar, nothing of its evaluation. */
export function parseCel(text: string): ParsedExpression {
  try {
    return { ok: true, root: environment.parse(text).ast };
  } catch (error) {
    if (error instanceof ParseError) return { ok: false, problem: lowerFirst(error.summary), range: rangeOf(error) };
    // A chain of thousands of unary operators within the length limit ends here.
    if (error instanceof RangeError) return { ok: false, problem: 'nested too deep' };
    throw error;
  }
}

/** Where a node stands in the text that was parsed. */
export function rangeOf({ range }: Pick<ASTNode | ParseError, 'range'>): TextRange | undefined {
  return range === undefined ? undefined : { from: range.start, to: range.end };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
