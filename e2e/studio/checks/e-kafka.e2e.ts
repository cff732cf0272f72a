import { describeWithOwnKafka } from '@aftercall/dev-harness/kafka';
import kafkajs from 'kafkajs';
import { acceptance } from '../harness/acceptance.ts';
import { noteFigure, shortestOf } from '../harness/figures.ts';
import { callFlow, publishFlow } from '../flows/published.ts';
import { RunsScreen } from '../screens/runs.ts';

describeWithOwnKafka('calls that come by Kafka, before the Studio', () => {
  const { row } = acceptance({
    ownWorld: { withKafka: true, environment: { KAFKA_CALL_TOPICS: 'aftercall.call-events.v1=*' } },
  });

  row('E1', async (studio) => {
    const workspace = await studio.makeWorkspace();
    await publishFlow(workspace, callFlow(studio.target.origin, [{ key: 'send', path: '/e1' }]));
    const brokers = (studio.world.up.kafkaBrokers ?? '').split(',');
    const kafka = new kafkajs.Kafka({ clientId: 'a-call-system', brokers, logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer({ allowAutoTopicCreation: false, idempotent: false });
    await producer.connect();
    try {
      const send = async (call: string): Promise<void> => {
        const event = { ...workspace.customer.ended(call), workspace: workspace.id };
        const headers = { 'content-type': 'application/cloudevents+json' };
        const messages = [{ key: call, value: JSON.stringify(event), headers }];
        await producer.send({ topic: 'aftercall.call-events.v1', acks: -1, messages });
      };
      const person = await studio.signIn(workspace, 'OPERATOR');
      const runs = new RunsScreen(person.page);
      await person.open('/runs');
      let loads = 0;
      person.page.on('load', () => (loads += 1));
      const shownMs = await shortestOf(3, async (time) => {
        const call = `c-by-kafka-${String(time)}`;
        await send(call);
        const beganAt = performance.now();
        const bar = person.page.getByRole('button', { name: '1 new run' });
        await runs.rowOf(call).or(bar).first().waitFor();
        const tookMs = performance.now() - beganAt;
        if ((await bar.count()) > 0) await bar.click();
        await runs.rowOf(call).waitFor();
        return tookMs;
      });
      noteFigure('E1 a call that comes by Kafka is in the list after', shownMs, 'ms');
      expect(shownMs).toBeLessThan(3000);
      expect(loads).toBe(0);
    } finally {
      await producer.disconnect();
    }
  });
});
