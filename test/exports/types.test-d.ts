import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { always, alwaysStep, sometimes } from 'tidemark';
import {
  commandSequences,
  commandsFor,
  coverage,
  sequenceFrom,
  upholds,
  withSavedTraces,
} from 'tidemark/fast-check';
import {
  ackedKept,
  consistentReads,
  kafkaAsDesigned,
  kafkaWithReader,
  kip279,
  kip320,
  replication,
  strongIsr,
} from 'tidemark/kafka';
import 'tidemark/vitest';
import { counting, countTo } from '../support/count-to.js';
import { lossyBag, mail } from '../support/lossy-bag.js';

/** Here it is `npx tsc` that judges: what is between these braces is never run. */
const onlyTypes = (_claims: () => void): void => expect(true).toBe(true);

const small = always(counting, ({ n }) => n < 3);
const delivered = sometimes(mail, ({ received }) => received !== 0);

describe('toUphold', () => {
  it('takes the properties of its variables, and its bounds', () => {
    onlyTypes(() => {
      expect(kip320).toUphold(strongIsr);
      expect(kip320).toUphold(strongIsr, {
        brokers: 3,
        leaderEpochs: 2,
        search: { seed: 1, runs: 2, states: 3 },
      });
      expect(kip320).not.toUphold(
        alwaysStep(replication, (before, after) => before !== after),
        {},
      );
      expect(kafkaAsDesigned).toUphold(ackedKept, { brokers: 2, minInsyncReplicas: 1 });
      expect(kafkaWithReader).toUphold(ackedKept);
      expect(kafkaWithReader).toUphold(consistentReads);
      expect(countTo).toUphold(small, { most: 2 });
      expect(lossyBag).toUphold(delivered, { messages: 1, inFlight: 1 });
    });
  });
  it('takes no property of other variables', () => {
    onlyTypes(() => {
      // @ts-expect-error it speaks of a counter
      expect(kip320).toUphold(small);
      // @ts-expect-error it speaks of replicas
      expect(countTo).toUphold(strongIsr);
      // @ts-expect-error it speaks of what was read
      expect(kafkaAsDesigned).toUphold(consistentReads);
      // @ts-expect-error it speaks of messages
      expect(countTo).not.toUphold(delivered);
    });
  });
  it('takes no other bound, and no other search', () => {
    onlyTypes(() => {
      // @ts-expect-error it is brokers
      expect(kip320).toUphold(strongIsr, { broker: 3 });
      // @ts-expect-error that is a bound of another protocol
      expect(countTo).toUphold(small, { brokers: 3 });
      // @ts-expect-error it is a number
      expect(countTo).toUphold(small, { most: '3' });
      // @ts-expect-error it is runs
      expect(countTo).toUphold(small, { search: { run: 3 } });
      // @ts-expect-error that belongs into search
      expect(countTo).toUphold(small, { seed: 3 });
    });
  });
  it('takes no property at all of what is no protocol', () => {
    onlyTypes(() => {
      // @ts-expect-error a number is no protocol
      expect(3).toUphold(small, { most: 3 });
    });
  });
});

describe('commandSequences, and what goes with it', () => {
  it('takes the properties of its variables, and its bounds', () => {
    onlyTypes(() => {
      commandSequences(kip320, {
        properties: { strongIsr },
        bounds: { brokers: 2 },
        effort: { depth: 3 },
        states: 4,
      });
      commandSequences(countTo, { properties: { small, fine: always(counting, () => true) } });
      sequenceFrom(kip279, '', { properties: { strongIsr } });
      const { commands, setup } = commandsFor(lossyBag, {
        properties: { delivered },
        bounds: { messages: 2 },
      });
      fc.assert(fc.property(fc.commands([...commands]), (some) => fc.modelRun(setup, some)));
      const property = fc.property(commandSequences(kip320), fc.nat(), (sequence, _n) => upholds(sequence));
      fc.assert(property, withSavedTraces(commandSequences(kip320), { numRuns: 3 }, { folder: 'some' }));
      fc.assert(property, { plugins: [coverage(kip320), coverage(countTo)] });
      fc.assert(property, withSavedTraces(commandSequences(kip320), { plugins: [coverage(kip320)] }));
    });
  });
  it('takes no property of other variables', () => {
    onlyTypes(() => {
      // @ts-expect-error it speaks of a counter
      commandSequences(kip320, { properties: { small } });
      // @ts-expect-error one of the two speaks of a counter
      commandSequences(kip320, { properties: { strongIsr, small } });
      // @ts-expect-error it speaks of replicas
      sequenceFrom(countTo, '', { properties: { strongIsr } });
      // @ts-expect-error it speaks of messages
      commandsFor(countTo, { properties: { delivered } });
    });
  });
  it('takes no other bound, and no other effort', () => {
    onlyTypes(() => {
      // @ts-expect-error it is brokers
      commandSequences(kip320, { bounds: { broker: 3 } });
      // @ts-expect-error it is a number
      commandSequences(countTo, { bounds: { most: true } });
      // @ts-expect-error it is depth
      commandSequences(countTo, { effort: { deep: 3 } });
      // @ts-expect-error it is messages
      commandsFor(lossyBag, { bounds: { message: 3 } });
    });
  });
  it('takes what commandSequences has made to remember what failed, and no protocol', () => {
    onlyTypes(() => {
      // @ts-expect-error it is what was made of the protocol
      withSavedTraces(countTo, { numRuns: 3 });
      // @ts-expect-error these are no sequences
      withSavedTraces(fc.nat());
      // @ts-expect-error it is folder
      withSavedTraces(commandSequences(countTo), {}, { directory: 'some' });
    });
  });
});
