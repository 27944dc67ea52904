import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limit } from '#checker/dsl';
import type { Protocol } from '#checker/protocol';
import asyncIsr from '#model/replication/protocols/async-isr';
import kip101OwnEnd from '#model/replication/protocols/kip-101-own-end';
import kip101 from '#model/replication/protocols/kip-101';
import kip279 from '#model/replication/protocols/kip-279';
import kip320FirstTry from '#model/replication/protocols/kip-320-first-try';
import kip320StartOffset from '#model/replication/protocols/kip-320-start-offset';
import kip320 from '#model/replication/protocols/kip-320';
import truncateToHighWatermark from '#model/replication/protocols/truncate-to-high-watermark';
import epochsMonotone from '#properties/replication/epochs-monotone';
import leaderInIsr from '#properties/replication/leader-in-isr';
import publishedLeaderInIsr from '#properties/replication/published-leader-in-isr';
import someRecordCommits from '#properties/replication/some-record-commits';
import someProposalIsTooLate from '#properties/replication/some-proposal-is-too-late';
import strongIsr from '#properties/replication/strong-isr';
import validHighWatermark from '#properties/replication/valid-high-watermark';
import weakIsr from '#properties/replication/weak-isr';
import { expectAgreement } from './support/agreement.js';
import { drawnProperties, drawnProtocol, propertiesOf, protocolOf } from './support/random-protocol.js';

/**
 * A state on packed words is what it is on plain objects, and the search finds what the plainest search finds: the same
 * states, transition for transition.
 */
const replicated: Readonly<Record<string, Protocol>> = {
  'truncate-to-high-watermark': truncateToHighWatermark,
  'kip-101': kip101,
  'kip-101-own-end': kip101OwnEnd,
  'kip-279': kip279,
  'kip-320-first-try': kip320FirstTry,
  'kip-320': kip320,
  'kip-320-start-offset': kip320StartOffset,
};
const properties = {
  strongIsr,
  weakIsr,
  leaderInIsr,
  publishedLeaderInIsr,
  epochsMonotone,
  someRecordCommits,
};
const small = { brokers: 2, logSize: 1, records: 1, leaderEpochs: 1 };

describe('packed and plain agree', () => {
  for (const [name, protocol] of Object.entries(replicated)) {
    it(`on ${name}`, () => {
      expectAgreement(protocol, properties, small);
    });
    it(`on ${name} with a controller that takes one broker to have failed, and one record`, () => {
      const { cut } = expectAgreement(
        limit(protocol, { controllerShrinkIsr: 1, leaderWrite: 1 }),
        properties,
        {
          ...small,
          records: 2,
        },
      );
      expect(cut.room.map(({ by }) => by)).toContain('limit leaderWrite');
    });
  }

  const asynchronous = { validHighWatermark, someProposalIsTooLate };
  it('on async-isr, within its constraints', () => {
    expectAgreement(asyncIsr, asynchronous, { brokers: 2, maxOffset: 1, maxVersion: 1 });
  });
  it('on async-isr with limits', () => {
    expectAgreement(limit(asyncIsr, { leaderWrite: 1, controllerShrinkIsr: 1 }), asynchronous, {
      brokers: 2,
      maxOffset: 1,
      maxVersion: 1,
    });
  });

  it('on small protocols of any shape, with properties of any kind', () => {
    fc.assert(
      fc.property(drawnProtocol, drawnProperties, (protocol, properties) => {
        expectAgreement(protocolOf(protocol), propertiesOf(properties), { nodes: 2 });
      }),
      { numRuns: 40 },
    );
  });
});
