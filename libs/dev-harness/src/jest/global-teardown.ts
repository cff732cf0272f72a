import { releaseTestServers } from './started-parts.ts';

/** Stops what the global setup started. */
export default releaseTestServers;
