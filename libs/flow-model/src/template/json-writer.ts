import { isJsonObject, type Json } from '../document/json.ts';
import type { Expression } from './expression.ts';
import type { Scope } from './scope.ts';
import { compileTemplate, mustCompile, renderText, type Template } from './template.ts';
import { jsonLength } from './value.ts';

/** What becomes of a member whose whole value is one template and that template's value is absent. */
export type AbsentMembers = 'null' | 'drop';

/** Writes the JSON text of one tree, or `undefined` when it would be longer or deeper than is allowed. */
export type JsonWriter = (scope: Scope) => string | undefined;

/** Where a text is collected; it is left half-written when it grows too long. */
interface Output {
  text: string;
  /** Nothing more is written once it is too long, or a value too deep. */
  isOver: boolean;
}
type Write = (scope: Scope, output: Output) => void;
/** Writes one member with its name and comma; an absent one may write nothing. */
type WriteMember = (scope: Scope, output: Output, before: string) => boolean;

/**
 * A JSON tree as a function that writes it: everything but the values is text already, and each value is written by itself,
 * so it can never leave its place. No tree is built, and a value that stands in it many times is counted each time.
 */
export function compileJsonText(tree: Json, absent: AbsentMembers, maxLength: number): JsonWriter {
  const write = compileValue(tree, { absent, maxLength });
  return (scope) => {
    const output: Output = { text: '', isOver: false };
    write(scope, output);
    return output.isOver || output.text.length > maxLength ? undefined : withoutBrokenEscapes(output.text);
  };
}

interface Settings {
  absent: AbsentMembers;
  maxLength: number;
}

function compileValue(tree: Json, settings: Settings): Write {
  if (typeof tree === 'string') return compileText(tree, settings);
  if (Array.isArray(tree)) return compileList(tree, settings);
  if (isJsonObject(tree)) return compileObject(tree, settings);
  return writeLiteral(JSON.stringify(tree));
}

function writeLiteral(text: string): Write {
  return (_, output) => {
    output.text += text;
  };
}

function compileText(text: string, { maxLength }: Settings): Write {
  const template = mustCompile(compileTemplate(text));
  const whole = wholeExpression(template);
  if (whole !== undefined) return (scope, output) => writeValue(whole.evaluate(scope), output, maxLength);
  if (template.parts.every((part) => typeof part === 'string')) return writeLiteral(JSON.stringify(text));
  return (scope, output) => writeValue(renderText(template, scope), output, maxLength);
}

/** The template of a text that is nothing but one. */
function wholeExpression({ parts }: Template): Expression | undefined {
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' ? only : undefined;
}

function writeValue(value: Json, output: Output, maxLength: number): void {
  if (output.isOver) return;
  // Measured before it is written out, because what is deeper than the stack cannot be.
  output.isOver = jsonLength(value, maxLength - output.text.length) > maxLength - output.text.length;
  if (!output.isOver) output.text += JSON.stringify(value);
}

function compileList(list: readonly Json[], settings: Settings): Write {
  const members = list.map((member) => compileValue(member, settings));
  return (scope, output) => {
    output.text += '[';
    members.forEach((write, at) => {
      if (at > 0) output.text += ',';
      write(scope, output);
    });
    output.text += ']';
  };
}

function compileObject(object: Readonly<Record<string, Json>>, settings: Settings): Write {
  const members = Object.entries(object).map(([name, member]) => compileMember(name, member, settings));
  return (scope, output) => {
    output.text += '{';
    let before = '';
    for (const write of members) if (write(scope, output, before)) before = ',';
    output.text += '}';
  };
}

function compileMember(name: string, member: Json, settings: Settings): WriteMember {
  const start = `${JSON.stringify(name)}:`;
  const whole =
    typeof member === 'string' && settings.absent === 'drop'
      ? wholeExpression(mustCompile(compileTemplate(member)))
      : undefined;
  if (whole === undefined) {
    const write = compileValue(member, settings);
    return (scope, output, before) => {
      output.text += before + start;
      write(scope, output);
      return true;
    };
  }
  return (scope, output, before) => {
    const value = whole.evaluate(scope);
    if (value === null) return false;
    output.text += before + start;
    writeValue(value, output, settings.maxLength);
    return true;
  };
}

/**
 * `JSON.stringify` writes NUL and halves of characters as escapes, which databases and readers of other languages refuse:
 * they become U+FFFD. Every escape is looked at as one, so an escaped backslash before a `u` stays what it is.
 */
function withoutBrokenEscapes(json: string): string {
  if (!json.includes('\\u')) return json;
  return json.replaceAll(/\\(?:u(....)|.)/gs, (escape, code: string | undefined) =>
    code !== undefined && /^(?:0000|d[89a-f]..)$/i.test(code) ? '\uFFFD' : escape,
  );
}
