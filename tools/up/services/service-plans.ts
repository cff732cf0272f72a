import { join } from 'node:path';
import type { LoginKind } from '@aftercall/service-runtime';
import { kafkaSettings } from '../kafka/call-topics.ts';
import type { Ports } from '../state/ports.ts';
import type { Secrets } from '../state/secrets.ts';
import { nodeSettingsOf } from './node-settings.ts';
import type { ServicePlan } from './service-process.ts';

/** The name of a supervised process. */
export type SupervisedName = 'registry' | 'executor' | 'vault' | 'target';

/** What the services are told. */
export interface ServiceFacts {
  readonly root: string;
  readonly ports: Ports;
  readonly secrets: Secrets;
  /** The database's URL for each login. */
  readonly databaseUrls: Readonly<Record<LoginKind, string>>;
  /** `host:port`, comma separated, when calls come by Kafka as well. */
  readonly kafkaBrokers: string | undefined;
}

const at = (port: number): string => `http://127.0.0.1:${String(port)}`;

/** The complete URLs that people and programs use. */
export function urlsOf(ports: Ports) {
  return {
    studioUrl: `${at(ports.registry)}/`,
    graphqlUrl: `${at(ports.registry)}/graphql`,
    intakeUrl: `${at(ports.executor)}/v1/call-events`,
    targetUrl: at(ports.target),
    ops: { registry: at(ports.registryOps), executor: at(ports.executorOps), vault: at(ports.vaultOps) },
  };
}

/** How each process is started. */
export function servicePlans(facts: ServiceFacts): Readonly<Record<SupervisedName, ServicePlan>> {
  const { ports, secrets } = facts;
  const target = {
    name: 'target',
    args: [join(facts.root, 'tools/up/example-target/main.ts')],
    environment: environmentWith({ PORT: String(ports.target), TARGET_TOKEN: secrets.targetToken }),
    readyUrl: `${at(ports.target)}/received`,
  };
  return {
    target,
    vault: service('vault', 'auth-vault', facts, {
      VAULT_KEK_CURRENT: secrets.vaultKeys.current,
      VAULT_KEK_KEYS: JSON.stringify(secrets.vaultKeys.keys),
    }),
    registry: service('registry', 'flow-registry', facts, {
      LEDGER_DATABASE_URL: facts.databaseUrls.ledgerReader,
      VAULT_URL: at(ports.vault),
      EXECUTOR_URL: at(ports.executor),
      BOOTSTRAP_ADMIN_KEY: secrets.adminKey,
      STUDIO_FOLDER: join(facts.root, 'apps/studio/dist'),
      // The link stands in up.json, which only its owner reads, for as long as one works.
      LOGIN_LINK_MS: '24h',
    }),
    executor: service('executor', 'executor', facts, {
      REGISTRY_URL: at(ports.registry),
      VAULT_URL: at(ports.vault),
      EGRESS_ALLOW: egressAllow(ports.target),
      ...kafkaSettings(process.env, facts.kafkaBrokers),
    }),
  };
}

function service(
  name: 'registry' | 'executor' | 'vault',
  app: string,
  { root, ports, secrets, databaseUrls }: ServiceFacts,
  settings: Settings,
): ServicePlan {
  const opsPort = ports[`${name}Ops`];
  const node = nodeSettingsOf(app);
  return {
    name,
    args: ['--enable-source-maps', ...node.flags, join(root, 'apps', app, 'dist/main.js')],
    environment: environmentWith({
      ...node.environment,
      HOST: '127.0.0.1',
      PORT: String(ports[name]),
      OPS_HOST: '127.0.0.1',
      OPS_PORT: String(opsPort),
      DATABASE_URL: databaseUrls[name],
      SERVICE_PRIVATE_KEY: secrets.serviceKeys[name],
      SERVICE_TRUSTED_KEYS: JSON.stringify(secrets.trustedKeys),
      ...settings,
    }),
    readyUrl: `${at(opsPort)}/readyz`,
  };
}

/** The example target, and what the operator allows beside it. Loopback as a whole would open our own ports to any author. */
function egressAllow(targetPort: number): string {
  const given = process.env['EGRESS_ALLOW'] ?? '';
  return [`127.0.0.1:${String(targetPort)}`, given].filter((part) => part !== '').join(',');
}

/** By name; undefined hides what the shell holds. */
type Settings = Readonly<Record<string, string | undefined>>;

/** Ours win over what the shell happens to hold, files that name the same setting included. */
function environmentWith(settings: Settings): NodeJS.ProcessEnv {
  const hidden = new Set(Object.keys(settings).map((name) => `${name}_FILE`));
  const inherited = Object.entries(process.env).filter(([name]) => !hidden.has(name));
  return { NODE_ENV: 'production', ...Object.fromEntries(inherited), ...settings };
}
