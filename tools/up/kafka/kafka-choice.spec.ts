import { readKafkaChoice } from './kafka-choice.ts';

describe('AFTERCALL_KAFKA', () => {
  it.each(['off', 'auto', 'required'])('may be %s', (choice) => {
    expect(readKafkaChoice({ AFTERCALL_KAFKA: choice })).toBe(choice);
  });

  it('is auto when nothing was said', () => {
    expect(readKafkaChoice({})).toBe('auto');
    expect(readKafkaChoice({ AFTERCALL_KAFKA: '' })).toBe('auto');
  });

  it('is nothing else', () => {
    expect(() => readKafkaChoice({ AFTERCALL_KAFKA: 'on' })).toThrow(
      'AFTERCALL_KAFKA is off, auto or required, not on',
    );
  });
});
