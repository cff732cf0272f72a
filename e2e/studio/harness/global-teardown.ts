import { stopStartedWorld } from './started-world.ts';

/** Stops what the global setup started. */
export default stopStartedWorld;
