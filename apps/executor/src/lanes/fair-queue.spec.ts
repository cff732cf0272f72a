import { FairQueue } from './fair-queue.ts';

function filled(live: number, retries: number): FairQueue<string> {
  const queue = new FairQueue<string>();
  for (let index = 0; index < retries; index += 1) queue.push(`retry ${index}`, true);
  for (let index = 0; index < live; index += 1) queue.push(`live ${index}`, false);
  return queue;
}

const drained = (queue: FairQueue<string>) => Array.from({ length: queue.size }, () => queue.shift());

describe('FairQueue', () => {
  it('gives retries one place of five while live requests wait, each kind in its order', () => {
    const order = drained(filled(100, 100)).map((item) => item?.split(' ')[0]);
    const whileBothWait = order.slice(0, 125);
    expect(whileBothWait.filter((kind) => kind === 'live')).toHaveLength(100);
    expect(whileBothWait.slice(0, 10).filter((kind) => kind === 'retry')).toHaveLength(2);
    expect(drained(filled(3, 3))).toEqual(['live 0', 'live 1', 'live 2', 'retry 0', 'retry 1', 'retry 2']);
  });

  it('lets either kind have all places while the other does not wait', () => {
    expect(drained(filled(0, 7))).toHaveLength(7);
    expect(drained(filled(7, 0))).toHaveLength(7);
  });

  it('lets go of one that does not wait any more', () => {
    const queue = filled(2, 2);
    queue.remove('live 0');
    queue.remove('retry 1');
    queue.remove('nobody');
    expect(queue.firsts()).toEqual(['live 1', 'retry 0']);
    expect(drained(queue)).toEqual(['live 1', 'retry 0']);
  });
});
