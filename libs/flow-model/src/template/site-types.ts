import { isJsonObject, type Json } from '../document/json.ts';
import { compileCondition } from './expression.ts';
import { compileTemplate, type Template } from './template.ts';
import type { TemplateSite } from './template-sites.ts';
import type { NameTypes, TypeProblem } from './types/name-types.ts';
import { BOOLEAN, LIST, NULL, NUMBER, TEXT, UNKNOWN, type StaticType } from './types/static-type.ts';

/** What in a text cannot work when names have these types; nothing for one that does not compile. */
export function findTypeProblems(site: TemplateSite, names: NameTypes): readonly TypeProblem[] {
  if (site.kind === 'condition') {
    const compiled = compileCondition(site.source);
    return compiled.ok ? compiled.value.findTypeProblems(names) : [];
  }
  const compiled = compileTemplate(site.source);
  if (!compiled.ok) return [];
  return compiled.value.parts.flatMap((part) => (typeof part === 'string' ? [] : part.typeIn(names).problems));
}

/** The type of a JSON tree whose strings are templates. */
export function typeOfTree(tree: Json, names: NameTypes): StaticType {
  if (typeof tree === 'string') {
    const compiled = compileTemplate(tree);
    return compiled.ok ? typeOfTemplate(compiled.value, names) : UNKNOWN;
  }
  if (Array.isArray(tree)) return LIST;
  if (isJsonObject(tree)) {
    const members = Object.entries(tree).map(([name, member]) => [name, typeOfTree(member, names)] as const);
    return { can: ['object'], members: new Map(members) };
  }
  if (tree === null) return NULL;
  return typeof tree === 'number' ? NUMBER : BOOLEAN;
}

function typeOfTemplate({ parts }: Template, names: NameTypes): StaticType {
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' ? only.typeIn(names).type : TEXT;
}
