/**
 * How large a flow may be. Each is far above what people draw and far below what would hurt an executor: the largest
 * allowed flow compiles in milliseconds, and its run fits in one journal.
 */
export const LIMITS = {
  nodeCount: 500,
  edgeCount: 2_000,
  testCount: 100,
  /** Rows of one list in a node: headers, query, form fields, mapping, assignments, branches, condition rows. */
  rowCount: 100,
  /** Attempts are the schedule's entries and one. */
  retryCount: 20,
  retryDelayMs: 24 * 3_600_000,
  /** A lane's slot is taken as long as a request may last: minutes, not hours. */
  timeoutMs: 300_000,
  /** A JSON body as it is written, in characters; how deep it may be is the document's limit. */
  bodyLength: 524_288,
  /** One literal text with its templates. */
  textLength: 65_536,
} as const;
