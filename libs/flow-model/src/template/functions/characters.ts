// Positions in a text count characters (code points), as people do: "😀" is one. No list of them is made: a text may be long.

/** How many characters a text has. */
export function characterCount(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at = nextCharacter(text, at)) count += 1;
  return count;
}

/** Where in the text's code units a character begins; its end for positions behind it. */
function offsetOf(text: string, position: number): number {
  let at = 0;
  for (let count = 0; count < position && at < text.length; count += 1) at = nextCharacter(text, at);
  return at;
}

function nextCharacter(text: string, at: number): number {
  const isFirstHalf = (text.charCodeAt(at) & 0xfc00) === 0xd800;
  return isFirstHalf && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? at + 2 : at + 1;
}

/** The characters from one position up to another; negative ones count from the end, as in `slice`. */
export function sliceCharacters(text: string, from: number, to?: number): string {
  const isFromEnd = from < 0 || (to !== undefined && to < 0);
  const count = isFromEnd ? characterCount(text) : 0;
  const start = offsetOf(text, from < 0 ? Math.max(0, count + from) : from);
  if (to === undefined) return text.slice(start);
  const end = offsetOf(text, to < 0 ? Math.max(0, count + to) : to);
  return end > start ? text.slice(start, end) : '';
}
