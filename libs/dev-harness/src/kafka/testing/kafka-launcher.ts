import { once } from 'node:events';
import { startApacheKafka } from '../apache-kafka.ts';
import { prepareKafka } from '../prepare-kafka.ts';

/** node kafka-launcher.ts <folder>: starts a broker, prints where it is, stops it when its standard input ends. */
const kafka = await startApacheKafka({ programs: await prepareKafka(), folder: process.argv[2] ?? '' });
console.log(JSON.stringify({ brokers: kafka.brokers, pid: kafka.pid }));
process.stdin.resume();
await once(process.stdin, 'end');
await kafka.stop();
