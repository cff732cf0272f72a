import { circuitContract, contractSettings } from '../circuit.contract.ts';
import { ClockedCircuit } from './clocked-circuit.ts';

circuitContract('ClockedCircuit', () => {
  let nowMs = 0;
  const circuit = new ClockedCircuit({ monotonicMs: () => nowMs }, contractSettings);
  return {
    circuit,
    pass: (ms) => {
      nowMs += ms;
    },
    close: () => {
      circuit.shutdown();
    },
  };
});
