export { ConfigError, loadConfig } from './config/load-config.ts';
export type { ConfigProblem, Environment } from './config/load-config.ts';
export { describeConfig } from './config/describe-config.ts';
export type { ConfigRow } from './config/describe-config.ts';
export { Secret } from './config/secret.ts';
export { bytes, hostList, logLevel, ms, port, secret, url } from './config/units.ts';

export { Fault, defineFaults, isFault } from './faults/define-faults.ts';
export type { FaultFacts, FaultRow, FaultTable } from './faults/define-faults.ts';
export { runtimeFaults } from './faults/runtime-faults.ts';

export { migrate } from './postgres/migrate.ts';
export type { MigrateOptions } from './postgres/migrate.ts';
export { prepareRoles } from './postgres/prepare-roles.ts';
export type { Login, PrepareRolesOptions } from './postgres/prepare-roles.ts';
export { groupRoles, ownerRole, schemas } from './postgres/roles.ts';
export type { LoginKind } from './postgres/roles.ts';

export { generateServiceKey } from './service-identity/service-key.ts';
export type { ServiceKeyPair } from './service-identity/service-key.ts';
export type { ServiceCaller, ServiceName, TrustedKey } from './service-identity/service-token.ts';
export { ServiceTokenSigner } from './service-identity/sign-service-token.ts';
export type { TokenPurpose } from './service-identity/sign-service-token.ts';
export { ServiceTokenVerifier } from './service-identity/verify-service-token.ts';

export { createLogger } from './log/logger.ts';
export type { LogDestination, LogFacts, Logger, LogLevel } from './log/logger.ts';

export { Health } from './lifecycle/health.ts';
export type { HealthReport, ReadyCheck } from './lifecycle/health.ts';
export { startOpsEndpoint } from './lifecycle/http/ops-endpoint.ts';
export type { OpsEndpoint, OpsEndpointOptions } from './lifecycle/http/ops-endpoint.ts';
export { runService } from './lifecycle/run-service.ts';
export type { Part, ServicePlan } from './lifecycle/run-service.ts';

export { jitteredDelayMs } from './time/backoff.ts';
export { steadyClock } from './time/steady-clock.ts';
export { systemClock } from './time/clock.ts';
export type { Clock } from './time/clock.ts';
export { Deadline } from './time/deadline.ts';
export { parseDurationMs } from './time/duration.ts';

export { createMetrics } from './telemetry/metrics.ts';
export type {
  Counter,
  Gauge,
  GaugeShape,
  Histogram,
  HistogramShape,
  Labels,
  Metrics,
  MetricShape,
} from './telemetry/metrics.ts';
