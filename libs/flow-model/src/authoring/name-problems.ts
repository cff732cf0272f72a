import { branchKey, nodeKey, variableName } from '../document/names.ts';

/** What keeps a text from being a variable's name, as half a sentence: "must start with a letter …". */
export function findVariableNameProblem(name: string): string | undefined {
  return name === '' ? 'must not be empty' : firstProblem(variableName.safeParse(name));
}

/** What keeps a text from being a node's key, as half a sentence. */
export function findNodeKeyProblem(key: string): string | undefined {
  return firstProblem(nodeKey.safeParse(key));
}

/** What keeps a text from being the key of a Decision's branch, as half a sentence. */
export function findBranchKeyProblem(key: string): string | undefined {
  return firstProblem(branchKey.safeParse(key));
}

function firstProblem(parsed: {
  success: boolean;
  error?: { issues: readonly { message: string }[] } | undefined;
}): string | undefined {
  return parsed.error?.issues[0]?.message;
}
