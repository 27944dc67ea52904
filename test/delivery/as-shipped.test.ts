import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { boundsFor } from '#checker/bounds';
import { searches } from '../support/searches.js';
import { brokenIn, whatMustHold } from '../support/what-must-hold.js';
import { protocols } from './clusters.js';

const search = searches({ table: fileURLToPath(new URL('clusters.ts', import.meta.url)) });
/** All that does not hold of a protocol, and in how many states that was looked for. */
async function found(name: string) {
  const protocol = protocols[name]!;
  const properties = whatMustHold(protocol);
  const report = await search({ protocol: name, properties, bounds: boundsFor(protocol.bounds) });
  return { broken: brokenIn(report), states: report.distinctStates };
}

describe.concurrent('Kafka as shipped, 3 brokers', () => {
  it('after 2 elections who may be elected lacks a record, which nobody lost yet', async () => {
    const broken = { 'candidate-complete': 13, 'committed-on-all-isr': 13 };
    expect(await found('as shipped: 2 elections')).toEqual({ broken, states: 4_974 });
  });
  it('where all 3 must be in sync, a record is acknowledged that 2 have', async () => {
    const broken = { 'candidate-complete': 13, 'committed-on-all-isr': 13, 'min-copies-at-ack': 13 };
    expect(await found('as shipped: 2 elections, min ISR 3')).toEqual({ broken, states: 4_974 });
  });
  it('after an election and a fence of one that runs, one broker has what is acknowledged', async () => {
    const broken = { 'candidate-complete': 9, 'committed-on-all-isr': 9, 'min-copies-at-ack': 9 };
    expect(await found('as shipped: an election, a zombie')).toEqual({ broken, states: 34_538 });
  });
  it('after 3 elections it is lost', async () => {
    const broken = {
      'candidate-complete': 13,
      'committed-on-all-isr': 13,
      'acked-kept': 15,
      'committed-never-lost': 15,
      'acked-somewhere': 19,
      'committed-durable': 19,
    };
    expect(await found('as shipped: 3 elections')).toEqual({ broken, states: 40_336 });
  });
});

describe.concurrent('all of that holds', () => {
  it.each([
    ['2 elections', 4_729],
    ['2 elections, min ISR 3', 4_729],
    ['an election, a zombie', 33_626],
    ['3 elections', 35_481],
  ])('of Kafka as designed: %s', async (name, states) => {
    expect(await found(`as designed: ${name}`)).toEqual({ broken: {}, states });
  });
  it.each([
    ['2 elections', 4_330],
    ['2 elections, min ISR 3', 4_330],
    ['an election, a zombie', 33_662],
    ['3 elections', 30_805],
  ])('as shipped, if no broker skips a version of the metadata: %s', async (name, states) => {
    expect(await found(`as shipped, metadata in order: ${name}`)).toEqual({ broken: {}, states });
  });
});

describe.concurrent('if produces fail in every new leader epoch, which was never merged (PR 633)', () => {
  it.each([
    ['2 elections', 4_986],
    ['2 elections, min ISR 3', 4_986],
  ])('nobody is told of a record that too few have: %s', async (name, states) => {
    const broken = { 'candidate-complete': 13, 'committed-on-all-isr': 13 };
    expect(await found(`as shipped, with PR 633: ${name}`)).toEqual({ broken, states });
  });
  it('nor after an election and a fence of one that runs', async () => {
    const broken = { 'candidate-complete': 9, 'committed-on-all-isr': 9 };
    expect(await found('as shipped, with PR 633: an election, a zombie')).toEqual({ broken, states: 34_546 });
  });
  it('what is acknowledged is kept, and what is committed is lost all the same', async () => {
    const broken = {
      'candidate-complete': 13,
      'committed-on-all-isr': 13,
      'committed-never-lost': 15,
      'committed-durable': 19,
    };
    expect(await found('as shipped, with PR 633: 3 elections')).toEqual({ broken, states: 40_336 });
  });
});

describe.concurrent('what Kafka as designed does not promise either', () => {
  it('a replica that was counted may have lost power when a record is acknowledged', async () => {
    const broken = { 'min-copies-at-ack': 6 };
    expect(await found('as designed: min ISR 3, a power loss')).toEqual({ broken, states: 1_299 });
  });
  it('also where the ISR is larger than it must be, and shrinks', async () => {
    const broken = { 'min-copies-at-ack': 7 };
    expect(await found('as designed: a power loss, a crash')).toEqual({ broken, states: 56_355 });
  });
});
