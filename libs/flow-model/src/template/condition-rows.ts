import type { Branch, ConditionRow } from '../document/nodes/decision.ts';
import { compareRow } from './compare-row.ts';
import { compileCondition } from './expression.ts';
import type { Scope } from './scope.ts';
import { compileTree, mustCompile } from './template.ts';

/**
 * A branch's condition, written as an expression or as rows of the builder.
 * @throws Error when it does not compile; the check `templates-compile` comes first.
 */
export function compileWhen(when: Branch['when']): (scope: Scope) => boolean {
  if (typeof when === 'string') return mustCompile(compileCondition(when)).holds;
  const rows = (when.all ?? when.any ?? []).map(compileRow);
  if (when.all !== undefined) return (scope) => rows.every((row) => row(scope));
  return (scope) => rows.some((row) => row(scope));
}

function compileRow(row: ConditionRow): (scope: Scope) => boolean {
  const left = compileTree(row.left ?? null);
  const right = compileTree(row.right ?? null);
  return (scope) => compareRow(left(scope), row.op, right(scope));
}
