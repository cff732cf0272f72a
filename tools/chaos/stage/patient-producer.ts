import kafkajs, { type Admin, type Kafka, type Message, type Producer } from 'kafkajs';

const RESEND_MS = 200;

/** Publishes until the broker has it, whatever happens to the broker: what it did not acknowledge is sent again. */
export class PatientProducer {
  readonly #kafka: Kafka;
  #producer: Producer | undefined;
  #admin: Admin | undefined;

  constructor(brokers: string) {
    this.#kafka = new kafkajs.Kafka({
      clientId: 'chaos-call-system',
      brokers: [brokers],
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { initialRetryTime: 100, retries: 3 },
    });
  }

  /** What was sent again may stand there twice. False = `isOver` said that it is not wanted any more. */
  async publish(topic: string, messages: Message[], isOver: () => boolean = () => false): Promise<boolean> {
    while (!isOver()) {
      try {
        const producer = await this.#getProducer();
        await producer.send({ topic, acks: -1, messages });
        return true;
      } catch {
        await this.dropClients();
        await new Promise((done) => setTimeout(done, RESEND_MS));
      }
    }
    return false;
  }

  async admin(): Promise<Admin> {
    if (this.#admin === undefined) {
      const admin = this.#kafka.admin();
      await admin.connect();
      this.#admin = admin;
    }
    return this.#admin;
  }

  /** One that knew a deleted topic sends nothing more to any topic. */
  async dropClients(): Promise<void> {
    const clients = [this.#producer, this.#admin].filter((client) => client !== undefined);
    this.#producer = undefined;
    this.#admin = undefined;
    await Promise.all(clients.map((client) => client.disconnect().catch(() => undefined)));
  }

  async #getProducer(): Promise<Producer> {
    if (this.#producer === undefined) {
      // An idempotent producer of kafkajs loses records that it calls acknowledged.
      const producer = this.#kafka.producer({ idempotent: false, allowAutoTopicCreation: false });
      await producer.connect();
      this.#producer = producer;
    }
    return this.#producer;
  }
}
