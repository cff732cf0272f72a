import { problem, type PlainProblem } from './problem.ts';

interface TextRule {
  maxCharacters: number;
  isRequired?: boolean;
  /** Line breaks and tabs are welcome in a description, nowhere else. */
  isMultiline?: boolean;
}

/** C0 and C1 control characters; PostgreSQL cannot store NUL, and no name needs the others. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const CONTROL_BUT_BREAKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Checks a text that a person typed: `undefined` when it fits. */
export function findTextProblem(path: readonly string[], text: string, rule: TextRule): PlainProblem | undefined {
  const name = path.at(-1) ?? 'text';
  if ((rule.isRequired ?? true) && text.trim() === '') {
    return problem('INVALID', path, `${name} is empty: give it at least one character`);
  }
  if (text.length > rule.maxCharacters) {
    return problem('INVALID', path, `${name} is longer than ${rule.maxCharacters} characters: shorten it`);
  }
  if ((rule.isMultiline === true ? CONTROL_BUT_BREAKS : CONTROL).test(text) || !text.isWellFormed()) {
    return problem('INVALID', path, `${name} holds a control character or half a character: remove it`);
  }
  return undefined;
}

/** True when PostgreSQL can store and compare the text: an id that it cannot is an unknown id. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Ids that we made are UUIDs; any other text is the id of nothing. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
