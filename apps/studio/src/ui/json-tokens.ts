/** A piece of JSON text and what it is. */
export interface JsonToken {
  readonly kind: 'name' | 'string' | 'number' | 'word' | 'mark';
  readonly text: string;
}

const pattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|[^"\d\-tfn]+|./g;

/** Takes JSON text apart for colouring; all pieces together are the text again. */
export function jsonTokens(text: string): readonly JsonToken[] {
  return [...text.matchAll(pattern)].flatMap(([all, quoted, colon, number, word]) => {
    if (quoted !== undefined && colon !== undefined) return [token('name', quoted), token('mark', colon)];
    if (quoted !== undefined) return [token('string', quoted)];
    if (number !== undefined) return [token('number', number)];
    return [token(word === undefined ? 'mark' : 'word', all)];
  });
}

function token(kind: JsonToken['kind'], text: string): JsonToken {
  return { kind, text };
}
