import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, leakGuard, TestAuthority, until } from '@aftercall/dev-harness';
import {
  describeWithOwnKafka,
  prepareKafka,
  startOwnKafka,
  TestTopics,
  type ApacheKafka,
} from '@aftercall/dev-harness/kafka';
import { createLogger, loadConfig, systemClock } from '@aftercall/service-runtime';
import { z } from 'zod';
import { kafkaConfig, kafkaSettingsOf } from '../../kafka-config.ts';
import { kafkaClient } from '../../plumbing/kafka/client.ts';
import { RecordingReader } from '../testing/recording-reader.ts';
import { KafkaRecordSource } from './kafka-record-source.ts';

const log = createLogger({ service: 'executor', level: 'error', destination: { write: () => undefined } });
const LOGIN_MODULE = 'org.apache.kafka.common.security';

describeWithOwnKafka('the way to brokers that ask who one is', () => {
  jest.setTimeout(90_000);
  const authority = new TestAuthority();
  const stranger = new TestAuthority('Somebody else');
  const client = authority.issue({ commonName: 'calls' });
  const places = { folder: '', login: 0, certificate: 0 };
  let kafka: ApacheKafka | undefined;
  let topics: TestTopics | undefined;
  let topic: string;

  /** Beside the open listener: one with a login over TLS, one that asks for a client's certificate. */
  beforeAll(async () => {
    places.folder = mkdtempSync(join(tmpdir(), 'kafka-security-'));
    [places.login, places.certificate] = [await freePort(21_000), await freePort(22_000)];
    const server = authority.issue({ commonName: 'broker', names: ['127.0.0.1', 'kafka.example'] });
    writeFileSync(join(places.folder, 'server.pem'), `${server.key}${server.certificate}`);
    writeFileSync(join(places.folder, 'ca.pem'), authority.certificate);
    kafka = await startOwnKafka(undefined, ({ broker, controller }) => {
      const at = (port: number): string => `127.0.0.1:${port}`;
      const open = `PLAINTEXT://${at(broker)},LOGIN://${at(places.login)},CERTIFICATE://${at(places.certificate)}`;
      return [
        `listeners=${open},CONTROLLER://${at(controller)}`,
        `advertised.listeners=${open}`,
        'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,LOGIN:SASL_SSL,CERTIFICATE:SSL',
        'ssl.keystore.type=PEM',
        `ssl.keystore.location=${join(places.folder, 'server.pem')}`,
        'ssl.truststore.type=PEM',
        `ssl.truststore.location=${join(places.folder, 'ca.pem')}`,
        'listener.name.certificate.ssl.client.auth=required',
        'listener.name.login.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
        `listener.name.login.plain.sasl.jaas.config=${LOGIN_MODULE}.plain.PlainLoginModule required user_calls="hunter2";`,
        ...['scram-sha-256', 'scram-sha-512'].map(
          (name) => `listener.name.login.${name}.sasl.jaas.config=${LOGIN_MODULE}.scram.ScramLoginModule required;`,
        ),
      ];
    });
    for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512']) await addScramUser(mechanism, kafka.brokers);
    topics = new TestTopics(kafka.brokers);
    topic = await topics.make();
    await topics.produce(topic, [{ value: 'a' }]);
  });
  afterAll(async () => {
    await topics?.close();
    await kafka?.stop();
    rmSync(places.folder, { recursive: true });
  });

  /** The brokers take one mechanism of a user at a time, and kafkajs has no request for it: so by Kafka's own command. */
  const addScramUser = async (mechanism: string, brokers: string): Promise<void> => {
    const { java, jars } = await prepareKafka();
    const entity = [
      '--entity-type',
      'users',
      '--entity-name',
      'calls',
      '--add-config',
      `${mechanism}=[password=hunter2]`,
    ];
    const command = ['kafka.admin.ConfigCommand', '--bootstrap-server', brokers, '--alter', ...entity];
    await promisify(execFile)(java.program, ['-cp', jars.join(':'), ...command]);
  };

  /** Reads the topic by settings as an operator writes them. */
  const start = (port: number, environment: Record<string, string>) => {
    const config = loadConfig(z.object(kafkaConfig), { KAFKA_BROKERS: `127.0.0.1:${port}`, ...environment });
    const settings = kafkaSettingsOf(config, 'test');
    if (settings === undefined) throw new Error('there are brokers');
    const reader = new RecordingReader();
    const source = new KafkaRecordSource({
      kafka: kafkaClient(settings, log),
      topics: [topic],
      groupId: `test-${JSON.stringify(environment).length}-${port}`,
      sessionTimeoutMs: 6000,
      clock: systemClock,
      log,
    });
    source.start(reader);
    return { reader, source };
  };
  const tls = { KAFKA_TLS: 'on', KAFKA_TLS_CA: authority.certificate };
  const login = (mechanism: string, password = 'hunter2') => ({
    ...tls,
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_SASL_USERNAME: 'calls',
    KAFKA_SASL_PASSWORD: password,
  });
  const certificate = { KAFKA_TLS_CERTIFICATE: client.certificate, KAFKA_TLS_KEY: client.key };

  it.each<[string, () => number, Record<string, string>]>([
    ['PLAIN', () => places.login, login('PLAIN')],
    ['SCRAM-SHA-256', () => places.login, login('SCRAM-SHA-256')],
    ['SCRAM-SHA-512', () => places.login, login('SCRAM-SHA-512')],
    ['a login written in small letters', () => places.login, login('plain')],
    ['a certificate of its own', () => places.certificate, { ...tls, ...certificate }],
    [
      'a name that the certificate has',
      () => places.login,
      { ...login('plain'), KAFKA_TLS_SERVER_NAME: 'kafka.example' },
    ],
  ])('is open by %s', async (_how, port, environment) => {
    const { reader, source } = start(port(), environment);
    try {
      await until(() => reader.values().length === 1, { deadlineMs: 20_000, what: 'the record' });
      expect(source.findProblem()).toBeUndefined();
    } finally {
      await source.stop();
    }
  });

  it.each<[string, () => number, Record<string, string>, string]>([
    ['a wrong password', () => places.login, login('plain', 'hunter3'), 'KAFKA_SASL_'],
    ['a wrong password for scram', () => places.login, login('scram-sha-512', 'hunter3'), 'KAFKA_SASL_'],
    [
      'brokers whose authority we do not trust',
      () => places.login,
      { ...login('plain'), KAFKA_TLS_CA: stranger.certificate },
      'KAFKA_TLS_',
    ],
    [
      'a name that the certificate lacks',
      () => places.login,
      { ...login('plain'), KAFKA_TLS_SERVER_NAME: 'other.example' },
      'KAFKA_TLS_',
    ],
  ])('says what to mend for %s, so that the executor is not ready', async (_what, port, environment, says) => {
    const { reader, source } = start(port(), environment);
    try {
      await until(() => source.findProblem(), { deadlineMs: 30_000, what: 'a problem' });
      expect(source.findProblem()).toContain(says);
      expect(reader.values()).toEqual([]);
    } finally {
      await source.stop();
    }
  });

  it('is closed without a certificate where one is asked for', async () => {
    const { reader, source } = start(places.certificate, tls);
    try {
      await until(() => source.findProblem(), { deadlineMs: 30_000, what: 'a problem' });
      expect(source.findProblem()).toContain('KAFKA_TLS_');
      expect(reader.values()).toEqual([]);
    } finally {
      await source.stop();
    }
  });
});

leakGuard();
