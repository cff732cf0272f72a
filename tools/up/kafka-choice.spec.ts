import { readKafkaChoice } from './kafka-choice.ts';
import { createSay } from './say.ts';

const said: string[] = [];
const say = createSay(
  (line) => said.push(line),
  (_, text) => text,
);
const choose = (choice?: string): void => {
  readKafkaChoice(choice === undefined ? {} : { AFTERCALL_KAFKA: choice }, say);
};

describe('AFTERCALL_KAFKA', () => {
  it('says by which door calls come, unless Kafka is off', () => {
    choose('off');
    expect(said).toEqual([]);
    choose();
    choose('auto');
    expect(said).toEqual(Array(2).fill(expect.stringContaining('Calls come by HTTP only')));
  });

  it('fails when Kafka is required, for there is none, and for what is no choice', () => {
    expect(() => choose('required')).toThrow(/not built yet\. Remedy: set it to auto or off/);
    expect(() => choose('on')).toThrow('AFTERCALL_KAFKA is off, auto or required, not on');
  });
});
