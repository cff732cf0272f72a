export { startEmbeddedPostgres } from './postgres/embedded-postgres.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './postgres/embedded-postgres.ts';
export { acquirePostgres } from './postgres/acquire-postgres.ts';
export type { AcquiredPostgres } from './postgres/acquire-postgres.ts';
export { TestDatabase } from './postgres/test-database.ts';
export type { TestDatabaseOptions, TestDatabaseUrls } from './postgres/test-database.ts';
export { migrateServices, serviceMigrations } from './postgres/template-database.ts';
export type { ServiceMigrations, ServiceWithTables } from './postgres/template-database.ts';

export { FolderTaken, findFolderOwner, lockFolder } from './folder-lock.ts';
export type { FolderLock, FolderOwner } from './folder-lock.ts';
export { ForeignData } from './foreign-data.ts';
export { takeFolderTurn } from './folder-turn.ts';
export { findCacheFolder } from './cache-folder.ts';
export { findProcessBirth } from './process-identity.ts';

export { freePort, holdPort } from './free-port.ts';
export type { HeldPort } from './free-port.ts';
export { ScriptedTarget } from './http/scripted-target.ts';
export type { ReceivedRequest } from './http/scripted-target.ts';
export type { BrokenBody, NoAnswer, ScriptedAnswer, WholeAnswer } from './http/scripted-answer.ts';

export { aCallEvent } from './a-call-event.ts';
export type { CallEventMessage, CallEventOverrides } from './a-call-event.ts';
export { HandClock } from './hand-clock.ts';
export { reportSkippedSuite } from './skipped-suites.ts';
export type { SkippedSuite } from './skipped-suites.ts';
export { leakGuard } from './leak-guard.ts';
export { until } from './until.ts';
export type { UntilOptions } from './until.ts';
export { TestAuthority } from './http/certificates.ts';
export type { CertificateWishes, TestCertificate } from './http/certificates.ts';
