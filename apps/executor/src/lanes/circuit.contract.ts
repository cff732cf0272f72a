import type { Circuit, Health } from './circuit.ts';

/** When a circuit under test counts its target as broken. */
export const contractSettings = {
  volumeThreshold: 4,
  errorThresholdPercentage: 50,
  windowMs: 30_000,
  resetTimeoutMs: 10_000,
};

/** What lanes rely on, whatever judges the target. `pass` lets time go by. */
export function circuitContract(
  name: string,
  make: () => { circuit: Circuit; pass: (ms: number) => void; close: () => void },
): void {
  describe(`${name} as a circuit`, () => {
    const settings = contractSettings;
    let parts: ReturnType<typeof make>;
    let circuit: Circuit;
    beforeEach(() => {
      parts = make();
      ({ circuit } = parts);
    });
    afterEach(() => parts.close());

    function admitted() {
      const admission = circuit.admit();
      if (admission.isOpen) throw new Error('the circuit is open');
      return admission;
    }

    async function end(...healths: Health[]): Promise<void> {
      for (const health of healths) await admitted().report(health);
    }

    it('opens when most of enough requests were bad, and says until when', async () => {
      await end('bad', 'bad', 'good');
      expect(circuit.isOpen()).toBe(false);
      await end('bad');
      expect(circuit.isOpen()).toBe(true);
      parts.pass(4_000);
      expect(circuit.admit()).toEqual({ isOpen: true, retryAfterMs: 6_000 });
    });

    it('stays closed while half of them are good', async () => {
      await end('good', 'bad', 'good', 'bad', 'good', 'bad');
      expect(circuit.isOpen()).toBe(false);
    });

    it('is not moved by requests that say nothing of the target', async () => {
      await end('none', 'none', 'none', 'none', 'none', 'bad', 'bad', 'bad');
      expect(circuit.isOpen()).toBe(false);
      await end('bad');
      expect(circuit.isOpen()).toBe(true);
    });

    it('forgets what lies before its window', async () => {
      await end('bad', 'bad', 'bad');
      parts.pass(31_000);
      await end('bad');
      expect(circuit.isOpen()).toBe(false);
    });

    describe('after its rest', () => {
      beforeEach(async () => {
        await end('bad', 'bad', 'bad', 'bad');
        parts.pass(10_000);
      });

      it('lets one request try, and closes when it is good', async () => {
        const probe = admitted();
        expect(circuit.isOpen()).toBe(true);
        expect(circuit.admit()).toMatchObject({ isOpen: true, retryAfterMs: expect.any(Number) });
        await probe.report('good');
        expect(circuit.isOpen()).toBe(false);
      });

      it('opens again at once when it is bad', async () => {
        await end('bad');
        expect(circuit.admit()).toEqual({ isOpen: true, retryAfterMs: 10_000 });
      });

      it('lets the next one try when the first says nothing', async () => {
        await end('none');
        expect(circuit.isOpen()).toBe(false);
        await end('good');
        expect(circuit.isOpen()).toBe(false);
        await end('good', 'good');
      });

      it('opens again after few failures when it had closed too early, however many were refused meanwhile', async () => {
        await end('bad');
        for (let refused = 0; refused < 5_000; refused += 1) circuit.admit();
        parts.pass(10_000);
        await end('good');
        let passed = 0;
        while (!circuit.isOpen()) {
          await end('bad');
          passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(settings.volumeThreshold);
      });
    });

    it('does not close by a success from before it opened', async () => {
      const early = admitted();
      await end('bad', 'bad', 'bad', 'bad');
      parts.pass(10_000);
      const probe = admitted();
      await early.report('good');
      expect(circuit.admit().isOpen).toBe(true);
      await probe.report('bad');
      expect(circuit.isOpen()).toBe(true);
    });

    it('does not open by failures from before it closed', async () => {
      const early = Array.from({ length: 8 }, () => admitted());
      await end('bad', 'bad', 'bad', 'bad');
      parts.pass(45_000);
      await end('good');
      for (const late of early) await late.report('bad');
      expect(circuit.isOpen()).toBe(false);
    });
  });
}
