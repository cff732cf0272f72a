// What compiled conditions are measured against: the same condition by closures written by hand, with the same treatment of
// what is absent and nothing else. Kept simple and fast on purpose.
import type { Json, JsonObject, Scope } from './scope.ts';

type Read = (scope: Scope) => Json;

const own = (object: JsonObject, name: string): Json => (Object.hasOwn(object, name) ? (object[name] ?? null) : null);

const interaction =
  (name: string): Read =>
  (scope) =>
    own(scope.interaction, name);
const variable =
  (name: string): Read =>
  (scope) =>
    own(scope.variables, name);
const literal =
  (value: Json): Read =>
  () =>
    value;
const equals =
  (left: Read, right: Read): Read =>
  (scope) =>
    left(scope) === right(scope);
const above =
  (left: Read, right: Read): Read =>
  (scope) => {
    const [one, other] = [left(scope), right(scope)];
    return typeof one === 'number' && typeof other === 'number' && one > other;
  };
const and =
  (left: Read, right: Read): Read =>
  (scope) =>
    left(scope) === true && right(scope) === true;
const or =
  (left: Read, right: Read): Read =>
  (scope) =>
    left(scope) === true || right(scope) === true;
const over =
  (left: Read, right: Read): Read =>
  (scope) => {
    const [one, other] = [left(scope), right(scope)];
    return typeof one === 'number' && typeof other === 'number' ? one / other : null;
  };

/** `interaction.DISPOSITION == "escalated" && interaction.DURATION / 60 > 2 || tier == "gold"` */
export const byHand: Read = or(
  and(
    equals(interaction('DISPOSITION'), literal('escalated')),
    above(over(interaction('DURATION'), literal(60)), literal(2)),
  ),
  equals(variable('tier'), literal('gold')),
);
