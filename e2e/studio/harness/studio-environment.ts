/** What the services are started with: the suites' targets are on this machine, and no key asks too often. */
export function studioEnvironment(): NodeJS.ProcessEnv {
  return { EGRESS_ALLOW: '127.0.0.1/32', REQUESTS_PER_MINUTE: '0' };
}
