/**
 * A connection that takes longer is given up, so that it stops blocking its place in the lane; a request's own timeout
 * may end its wait earlier. Two retransmissions of a lost SYN fit in (1 s, 3 s).
 */
export const connectTimeoutMs = 10_000;

/**
 * How long an idle connection is kept when the target does not say. Shorter than the 5 s after which many servers
 * close: a request written into a closing connection is in doubt.
 */
export const keepAliveMs = 4000;

/** The longest that a target's own `Keep-Alive: timeout` is followed. */
export const longestKeepAliveMs = 30_000;

/** Lanes kept at once. An idle lane costs about 1 KB and no connection; past this the longest unused one goes. */
export const maxLanes = 1000;

/** The first piece of memory for an answer: most fit, and a lane of small answers stays small. */
export const firstBodyBytes = 4096;
