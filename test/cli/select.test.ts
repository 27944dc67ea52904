import { describe, expect, it } from 'vitest';
import { always, record, upTo } from '#checker/dsl';
import { InputError } from '#cli/errors';
import type { VerifyOptions } from '#cli/options';
import type { Entry, Registry } from '#cli/registry';
import { select } from '#cli/select';
import type { RecordedRun } from '#cli/verdicts';
import asyncIsr from '#model/replication/protocols/async-isr';
import kip279 from '#model/replication/protocols/kip-279';
import kip320 from '#model/replication/protocols/kip-320';
import published from '#properties/replication/published-leader-in-isr';
import strongIsr from '#properties/replication/strong-isr';
import validHighWatermark from '#properties/replication/valid-high-watermark';

const entry = (name: string, value: unknown): Entry => ({
  name,
  file: `${name}.ts`,
  doc: '',
  load: () => Promise.resolve({ default: value }),
});
const registry: Registry = {
  exhibits: [],
  claims: [],
  tables: [],
  protocols: [entry('async-isr', asyncIsr), entry('kip-279', kip279), entry('kip-320', kip320)],
  properties: [
    entry('published-leader-in-isr', published),
    entry('strong-isr', strongIsr),
    entry('valid-high-watermark', validHighWatermark),
    entry(
      'of-nobody',
      always(record({ elsewhere: upTo(() => 1) }), () => true),
    ),
  ],
};
const usual: VerifyOptions = { jobs: 1, threads: 1, bounds: {} };
const selected = async (options: Partial<VerifyOptions>, records: readonly RecordedRun[] = []) => {
  const { runs, remarks } = await select({ ...usual, ...options }, registry, records);
  return { runs: runs.map(({ job, recorded }) => ({ ...job, recorded: recorded !== undefined })), remarks };
};
const refused = async (options: Partial<VerifyOptions>): Promise<string> => {
  const error: unknown = await selected(options).catch((thrown: unknown) => thrown);
  if (!(error instanceof InputError)) throw new Error('It was accepted.', { cause: error });
  return error.message;
};

describe('what is searched for what', () => {
  it('is every protocol, with the properties that speak of it, but for those on request', async () => {
    const { runs, remarks } = await selected({});
    expect(runs.map(({ protocol, properties }) => [protocol, properties])).toEqual([
      ['async-isr', ['valid-high-watermark']],
      ['kip-279', ['strong-isr']],
      ['kip-320', ['strong-isr']],
    ]);
    expect(remarks).toEqual([]);
  });
  it('is what was named, in the order it was named in, once', async () => {
    const { runs } = await selected({ protocol: ['kip-320', 'kip-279,kip-320'] });
    expect(runs.map(({ protocol }) => protocol)).toEqual(['kip-320', 'kip-279']);
  });
  it('is, of a property that was named, what it speaks of', async () => {
    const { runs } = await selected({ property: ['published-leader-in-isr'] });
    expect(runs.map(({ protocol, properties }) => [protocol, properties])).toEqual([
      ['kip-279', ['published-leader-in-isr']],
      ['kip-320', ['published-leader-in-isr']],
    ]);
  });
  it('is, of properties of several protocols, to each its own', async () => {
    const { runs } = await selected({ property: ['strong-isr', 'valid-high-watermark'] });
    expect(runs.map(({ properties }) => properties)).toEqual([
      ['valid-high-watermark'],
      ['strong-isr'],
      ['strong-isr'],
    ]);
  });
  it('is nothing for a property that speaks of no protocol, and that is refused', async () => {
    expect(await refused({ property: ['of-nobody'] })).toBe(
      'No protocol has the variables that of-nobody speaks of.',
    );
  });
  it('is refused for a protocol and a property that were both named and do not go together', async () => {
    expect(await refused({ protocol: ['kip-279', 'async-isr'], property: ['strong-isr'] })).toContain(
      'strong-isr speaks of variables that async-isr does not have.',
    );
  });
});

describe('bounds', () => {
  it('are the defaults of each protocol, but for those that were given', async () => {
    const { runs, remarks } = await selected({ bounds: { brokers: 2, records: 1 } });
    expect(runs.map(({ bounds }) => bounds)).toEqual([
      { brokers: 2, maxOffset: 2, maxVersion: 2 },
      { brokers: 2, logSize: 2, records: 1, leaderEpochs: 2 },
      { brokers: 2, logSize: 2, records: 1, leaderEpochs: 2 },
    ]);
    expect(remarks).toEqual(['--records is no bound of async-isr, and is ignored there.']);
  });
  it('are not said to be ignored by a protocol that is not searched at all', async () => {
    expect((await selected({ bounds: { records: 1 }, property: ['strong-isr'] })).remarks).toEqual([]);
  });
  it('that no protocol declares of those that are searched are refused', async () => {
    expect(await refused({ bounds: { maxOffset: 1 }, property: ['strong-isr'] })).toBe(
      '--max-offset is no bound of kip-279, kip-320. There the bounds are --brokers, --log-size, --records, --leader-epochs.',
    );
  });
  it('out of range of a protocol that is not searched are no matter', async () => {
    const { runs } = await selected({ bounds: { maxOffset: 1 }, property: ['valid-high-watermark'] });
    expect(runs.map(({ bounds }) => bounds)).toEqual([{ brokers: 3, maxOffset: 1, maxVersion: 2 }]);
  });
});

describe('limits', () => {
  it('are those of the actions that a protocol has', async () => {
    const { runs } = await selected({ limit: ['leaderExpandIsr=1', 'leaderWrite=0'] });
    expect(runs.map(({ limits }) => limits)).toEqual([
      { leaderWrite: 0 },
      { leaderExpandIsr: 1, leaderWrite: 0 },
      { leaderExpandIsr: 1, leaderWrite: 0 },
    ]);
  });
});

describe('what is recorded', () => {
  const records: RecordedRun[] = [
    {
      protocol: 'kip-279',
      bounds: { brokers: 3, logSize: 2, records: 2, leaderEpochs: 2 },
      distinctStates: 1,
      generatedStates: 1,
      depth: 0,
      terminalStates: 0,
      properties: new Map([['published-leader-in-isr', { verdict: 'violated', vacuous: false, steps: 0 }]]),
    },
  ];
  it('is that of the same protocol and bounds, and brings what is judged on request', async () => {
    const { runs } = await selected({}, records);
    expect(runs.map(({ recorded }) => recorded)).toEqual([false, true, false]);
    expect(runs[1]!.properties).toEqual(['published-leader-in-isr', 'strong-isr']);
  });
  it('says nothing of other bounds, nor of a search with limits', async () => {
    expect((await selected({ bounds: { brokers: 2 } }, records)).runs[1]!.recorded).toBe(false);
    expect((await selected({ limit: ['leaderWrite=1'] }, records)).runs[1]!.recorded).toBe(false);
  });
});
