import { releaseTestServer } from './test-server-handle.ts';

/** Stops what the global setup started. */
export default releaseTestServer;
