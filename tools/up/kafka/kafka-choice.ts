import { UpProblem } from '../problem.ts';

/** `off`: calls come by HTTP only; `auto`: by Kafka as well, where there is one; `required`: without Kafka nothing starts. */
export type KafkaChoice = 'off' | 'auto' | 'required';

const choices: readonly string[] = ['off', 'auto', 'required'] satisfies KafkaChoice[];

/** Reads `AFTERCALL_KAFKA`. @throws UpProblem for what is no choice */
export function readKafkaChoice(environment: NodeJS.ProcessEnv): KafkaChoice {
  const given = environment['AFTERCALL_KAFKA'] ?? '';
  if (given === '') return 'auto';
  if (choices.includes(given)) return given as KafkaChoice;
  throw new UpProblem(`AFTERCALL_KAFKA is off, auto or required, not ${given}`);
}
