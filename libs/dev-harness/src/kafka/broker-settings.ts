/** The file of settings in a broker's folder; paths in it are relative to that folder, so that any name of a folder will do. */
export const settingsFile = 'server.properties';

/** The file of settings of the broker's own log. */
export const logSettingsFile = 'log4j2.properties';

/** Where a broker listens, on loopback. */
export interface BrokerPorts {
  readonly broker: number;
  readonly controller: number;
}

/** Further lines, or other ones, for a test's broker: listeners with a login, for example. */
export type MoreSettings = (ports: BrokerPorts) => readonly string[];

/**
 * One broker that is its own controller: no copies, little memory, and ready again soon after it was killed. Topics are
 * made by who needs them, never by a slip of the pen.
 */
export function brokerSettings(ports: BrokerPorts, more: MoreSettings = () => []): string {
  const { broker, controller } = ports;
  const [brokerAt, controllerAt] = [`127.0.0.1:${String(broker)}`, `127.0.0.1:${String(controller)}`];
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@${controllerAt}`,
    `listeners=PLAINTEXT://${brokerAt},CONTROLLER://${controllerAt}`,
    `advertised.listeners=PLAINTEXT://${brokerAt}`,
    'controller.listener.names=CONTROLLER',
    'inter.broker.listener.name=PLAINTEXT',
    'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs=data',
    'auto.create.topics.enable=false',
    'num.partitions=3',
    'message.max.bytes=1048588',
    ...oneCopy,
    ...soonReady,
    ...littleMemory,
    // Of a setting that stands twice, Java takes the last.
    ...more(ports),
    '',
  ].join('\n');
}

const oneCopy = [
  'offsets.topic.num.partitions=1',
  'offsets.topic.replication.factor=1',
  'transaction.state.log.num.partitions=1',
  'transaction.state.log.replication.factor=1',
  'transaction.state.log.min.isr=1',
  'share.coordinator.state.topic.num.partitions=1',
  'share.coordinator.state.topic.replication.factor=1',
  'share.coordinator.state.topic.min.isr=1',
];

/**
 * A session of 1 s: after kill -9 the controller gives the broker's place away after 3 s instead of 12. Without linger a
 * commit of offsets takes 0.4 ms instead of 5.
 */
const soonReady = [
  'broker.heartbeat.interval.ms=200',
  'broker.session.timeout.ms=1000',
  'group.initial.rebalance.delay.ms=0',
  'group.min.session.timeout.ms=1000',
  'group.coordinator.append.linger.ms=0',
];

const littleMemory = [
  'num.network.threads=2',
  'num.io.threads=2',
  'background.threads=2',
  'num.recovery.threads.per.data.dir=1',
  'num.replica.fetchers=1',
  'group.coordinator.threads=1',
  'share.coordinator.threads=1',
  'log.cleaner.dedupe.buffer.size=2097152',
  'log.cleaner.io.buffer.size=131072',
  'log.segment.bytes=67108864',
  'log.index.size.max.bytes=1048576',
];
