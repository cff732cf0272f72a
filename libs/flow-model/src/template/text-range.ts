/** A part of a text the author wrote, in UTF-16 code units as editors count them. */
export interface TextRange {
  from: number;
  /** Behind the last character. */
  to: number;
}

/** The same part, seen from a text in which this one begins at `by`. */
export function shifted({ from, to }: TextRange, by: number): TextRange {
  return { from: from + by, to: to + by };
}
