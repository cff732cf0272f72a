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

/**
 * Nobody sees them, and with them two names look alike or a name reads otherwise than it is: line separators, blanks without a
 * width, and what turns the direction of writing. Joiners stay, which scripts and emoji need.
 */
const INVISIBLE = /[\u200b\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

/** Checks a text that a person typed: `undefined` when it fits. */
export function findTextProblem(path: readonly string[], text: string, rule: TextRule): PlainProblem | undefined {
  const name = path.at(-1) ?? 'text';
  if ((rule.isRequired ?? true) && text.trim() === '') {
    return problem('INVALID', path, `${name} is empty: give it at least one character`);
  }
  if (text.length > rule.maxCharacters) {
    return problem('INVALID', path, `${name} is longer than ${rule.maxCharacters} characters: shorten it`);
  }
  const wrong = findWrongCharacter(text, rule);
  return wrong === undefined ? undefined : problem('INVALID', path, `${name} holds ${wrong}`);
}

function findWrongCharacter(text: string, { isMultiline = false }: TextRule): string | undefined {
  if ((isMultiline ? CONTROL_BUT_BREAKS : CONTROL).test(text) || !text.isWellFormed()) {
    return 'a control character or half a character: remove it';
  }
  return !isMultiline && INVISIBLE.test(text) ? 'a character that nobody sees: type it anew' : undefined;
}

/** A name as it is kept and compared: however its accents were typed, and without blanks around it. */
export function tidyName(text: string): string {
  return text.trim().normalize('NFC');
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
