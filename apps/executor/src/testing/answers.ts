import type { AttemptOutcome, DeliveryOrder } from '../delivery/delivery.ts';
import { inDoubt } from '../delivery/testing/scripted-delivery.ts';

/** What suites of the runs need from below the steps; features themselves reach no further than their neighbour. */
export type { AttemptOutcome, Delivery, DeliveryOrder, LaneQuestion } from '../delivery/delivery.ts';
export { answered, impossible, inDoubt, notSent, ScriptedDelivery } from '../delivery/testing/scripted-delivery.ts';

/** An answer that comes when the test says so; a request that is cut off before ends in doubt. */
export function heldAnswer() {
  const { promise, resolve } = Promise.withResolvers<AttemptOutcome>();
  const answer = ({ signal }: DeliveryOrder): Promise<AttemptOutcome> => {
    signal.addEventListener('abort', () => {
      resolve(inDoubt('INTERRUPTED'));
    });
    return promise;
  };
  return { answer, arrive: resolve };
}
