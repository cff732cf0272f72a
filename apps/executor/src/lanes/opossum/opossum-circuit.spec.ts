import { systemClock } from '@aftercall/service-runtime';
import { circuitContract, contractSettings } from '../circuit.contract.ts';
import type { Health } from '../circuit.ts';
import { OpossumCircuit, usualCircuit } from './opossum-circuit.ts';

circuitContract('OpossumCircuit', () => {
  jest.useFakeTimers();
  const circuit = new OpossumCircuit(systemClock, contractSettings);
  return {
    circuit,
    pass: (ms) => {
      jest.advanceTimersByTime(ms);
    },
    close: () => {
      circuit.shutdown();
      jest.useRealTimers();
    },
  };
});

describe('OpossumCircuit', () => {
  let circuit: OpossumCircuit;
  beforeEach(() => {
    jest.useFakeTimers();
    circuit = new OpossumCircuit(systemClock, contractSettings);
  });
  afterEach(() => {
    circuit.shutdown();
    jest.useRealTimers();
  });

  function admitted() {
    const admission = circuit.admit();
    if (admission.isOpen) throw new Error('the circuit is open');
    return admission;
  }

  async function end(...healths: Health[]): Promise<void> {
    for (const health of healths) await admitted().report(health);
  }

  it('takes reports after its shutdown without complaint', async () => {
    const late = admitted();
    circuit.shutdown();
    expect(await late.report('bad')).toBeUndefined();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is not opened by the retries of one run', async () => {
    circuit.shutdown();
    circuit = new OpossumCircuit(systemClock, usualCircuit);
    await end('bad', 'bad', 'bad', 'bad', 'bad', 'bad');
    expect(circuit.isOpen()).toBe(false);
  });
});
