import { flowDocument } from './flow-document.ts';
import { isDeeperThan, MAX_JSON_DEPTH } from './json.ts';
import { upgradeDocument } from './upgrade/upgrade-document.ts';

/** A copy of what an author wrote, in the current format and without the fields that the format does not know. */
export function withoutUnknownFields(value: unknown): unknown {
  if (isDeeperThan(value, MAX_JSON_DEPTH)) return value;
  const upgraded = upgradeDocument(value);
  if (!upgraded.ok) return value;
  const copy = structuredClone(upgraded.document);
  const issues = flowDocument.safeParse(copy).error?.issues ?? [];
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') continue;
    const holder = issue.path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown>)[step], copy);
    for (const key of issue.keys) Reflect.deleteProperty(holder as object, key);
  }
  return copy;
}
