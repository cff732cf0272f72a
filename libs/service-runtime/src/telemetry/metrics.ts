import {
  collectDefaultMetrics,
  Counter as PromCounter,
  Gauge as PromGauge,
  Histogram as PromHistogram,
  Registry,
} from 'prom-client';

/** Label values of one series; the names were declared with the metric. Never ids of calls or runs: each is a series. */
export type Labels = Readonly<Record<string, string | number>>;

/** A number that only grows. */
export interface Counter {
  /** @param by - at least 0; 1 when left out */
  add(labels?: Labels, by?: number): void;
}

/** A number that goes up and down. */
export interface Gauge {
  set(value: number, labels?: Labels): void;
}

/** A distribution, in the unit that the metric's name ends with. */
export interface Histogram {
  observe(value: number, labels?: Labels): void;
}

/** A metric before it exists. */
export interface MetricShape {
  /** Starts with `aftercall_` and ends with its unit (`_seconds`, `_bytes`, `_total`). */
  readonly name: `aftercall_${string}`;
  readonly help: string;
  readonly labels?: readonly string[];
}

/** A gauge that is either set by hand or read when somebody asks. */
export interface GaugeShape extends MetricShape {
  /** Called at each scrape; must not fail. */
  readonly read?: () => number;
  /** The same for a gauge with labels: all series that there are now; others are no longer told. */
  readonly readAll?: () => readonly { readonly labels: Labels; readonly value: number }[];
}

/** A distribution and the upper ends of its buckets, ascending. */
export interface HistogramShape extends MetricShape {
  readonly buckets: readonly number[];
}

/** All metrics of one process, written out in Prometheus' text format. */
export interface Metrics {
  counter(shape: MetricShape): Counter;
  gauge(shape: GaugeShape): Gauge;
  histogram(shape: HistogramShape): Histogram;
  /** What `/metrics` answers. */
  text(): Promise<string>;
  readonly contentType: string;
}

/**
 * An own registry for one service, so that two in one process (tests) stay apart. It also holds what is worth knowing
 * of any Node process: memory, event loop delay, garbage collection.
 */
export function createMetrics({ service }: { service: string }): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry, prefix: 'aftercall_' });
  const shared = ({ name, help, labels = [] }: MetricShape) => ({
    name,
    help,
    labelNames: labels,
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    counter(shape) {
      const counter = new PromCounter(shared(shape));
      return {
        add: (labels = {}, by = 1) => {
          counter.inc(labels, by);
        },
      };
    },
    gauge(shape) {
      const { read, readAll } = shape;
      const gauge = new PromGauge({
        ...shared(shape),
        ...(read && {
          collect() {
            gauge.set(read());
          },
        }),
        ...(readAll && {
          collect() {
            gauge.reset();
            for (const { labels, value } of readAll()) gauge.set(labels, value);
          },
        }),
      });
      return {
        set: (value, labels = {}) => {
          gauge.set(labels, value);
        },
      };
    },
    histogram(shape) {
      const histogram = new PromHistogram({ ...shared(shape), buckets: [...shape.buckets] });
      return {
        observe: (value, labels = {}) => {
          histogram.observe(labels, value);
        },
      };
    },
  };
}
