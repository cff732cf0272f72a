import type { TestDatabase } from '@aftercall/dev-harness';
import {
  createLogger,
  createMetrics,
  generateServiceKey,
  Health,
  ServiceTokenSigner,
  type Metrics,
} from '@aftercall/service-runtime';
import { Vault } from '../compose-vault.ts';
import { readConfig } from '../config.ts';

const keys = { registry: generateServiceKey('registry'), executor: generateServiceKey('executor') };
const signers = {
  registry: new ServiceTokenSigner({ privateKey: keys.registry.privateKey }),
  executor: new ServiceTokenSigner({ privateKey: keys.executor.privateKey }),
};

/** Who asks and for which workspace; null sends a token without one. */
export interface Asker {
  readonly service: 'registry' | 'executor';
  readonly workspace?: string | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests poke at it, and one that trips fails as it should
  readonly json: any;
}

/** A real vault on a database of its own, over HTTP. Everything that it logs is kept in `logged`. */
export class VaultUnderTest {
  readonly logged: string[] = [];
  readonly health = new Health();
  readonly metrics: Metrics = createMetrics({ service: 'vault' });
  private url = '';

  private constructor(
    readonly database: TestDatabase,
    private readonly vault: (under: VaultUnderTest) => Vault,
    private running?: Vault,
  ) {}

  static async start(database: TestDatabase, environment: Record<string, string> = {}): Promise<VaultUnderTest> {
    const under = new VaultUnderTest(database, ({ logged, health, metrics }) => {
      const log = createLogger({
        service: 'vault',
        level: 'debug',
        destination: { write: (line) => logged.push(line) },
      });
      return new Vault(readConfig({ ...defaults(database), ...environment }), { log, health, metrics });
    });
    await under.start();
    return under;
  }

  private async start(): Promise<void> {
    this.running = this.vault(this);
    await this.running.start();
    this.health.setStarted();
    this.url = (await this.running.url()) ?? '';
  }

  async stop(): Promise<void> {
    await this.running?.stop();
  }

  /** A request with a signed token of the asker. A body that is a text is sent as it is. */
  async ask(asker: Asker, path: string, body?: unknown): Promise<Answer> {
    const { service, workspace = 'acme' } = asker;
    const token = await signers[service].sign({ audience: 'vault', ...(workspace !== null && { workspace }) });
    return this.send(path, body, { authorization: `Bearer ${token}` });
  }

  async send(path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
    const sent =
      body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await fetch(`${this.url}${path}`, {
      ...sent,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  }

  create(body: unknown, asker: Asker = { service: 'registry' }): Promise<Answer> {
    return this.ask(asker, '/internal/auth-profiles', body);
  }

  describe(asker: Asker = { service: 'registry' }): Promise<Answer> {
    return this.ask(asker, '/internal/auth-profiles');
  }

  resolve(body: unknown, asker: Asker = { service: 'executor' }): Promise<Answer> {
    return this.ask(asker, '/internal/auth-profiles/resolve', body);
  }
}

export const keyRing = { k1: Buffer.alloc(32, 1).toString('base64'), k2: Buffer.alloc(32, 2).toString('base64') };

function defaults(database: TestDatabase): Record<string, string> {
  return {
    DATABASE_URL: database.urls.vault,
    SERVICE_TRUSTED_KEYS: JSON.stringify({ keys: [keys.registry.publicKey, keys.executor.publicKey] }),
    VAULT_KEK_CURRENT: 'k1',
    VAULT_KEK_KEYS: JSON.stringify({ k1: keyRing.k1 }),
    PORT: '0',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
