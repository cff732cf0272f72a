import { UpProblem } from './problem.ts';
import type { Say } from './say.ts';

/**
 * Reads `AFTERCALL_KAFKA`. The Kafka door is not built yet: who requires it must not be told that all is well.
 * @throws UpProblem for `required`, and for what is no choice
 */
export function readKafkaChoice(environment: NodeJS.ProcessEnv, say: Say): void {
  const choice = environment['AFTERCALL_KAFKA'] ?? 'auto';
  switch (choice) {
    case 'off':
      return;
    case 'auto':
      say.line('Calls come by HTTP only: the Kafka door is not built yet');
      return;
    case 'required':
      throw new UpProblem(
        'AFTERCALL_KAFKA=required, but the Kafka door is not built yet. Remedy: set it to auto or off; calls then come by HTTP',
      );
    default:
      throw new UpProblem(`AFTERCALL_KAFKA is off, auto or required, not ${choice}`);
  }
}
