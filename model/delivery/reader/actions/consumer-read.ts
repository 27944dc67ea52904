import { actionsOf, each, eachBelow } from '#checker/dsl';
import { logSize, type ReadBroker } from '../../state.js';
import { brokerName, recordName } from '../../tells.js';
import type { ReaderRules } from '../rules.js';
import type { State } from '../state.js';

const action = actionsOf<State>();

/**
 * A consumer reads a record from a broker, below the high watermark that this broker knows (read_uncommitted). Consumers
 * are all one: the first to read at an offset says what all the others are to find there. They check no leader epochs
 * (KIP-320), which could tell them that something is lost, and not keep it.
 * UnifiedLog.read with FetchIsolation.HIGH_WATERMARK; KIP-392 for reads from followers.
 */
export const consumerRead = ({ servesReads, readableBelow }: ReaderRules) =>
  action({
    kind: 'client',
    choose: {
      broker: each((s: State) => s.brokers).where(({ running }) => running),
      offset: eachBelow<State>(logSize),
    },

    when: ({ broker, offset }) => servesReads(broker) && offset < readableBelow(broker),

    then: ({ broker, offset }, { history }) => {
      const shown = history.shown[offset]!;
      if (shown.record < 0) shown.record = broker.log.at(offset).record;
    },

    says: ({ broker, offset }) => {
      const what = offset < broker.log.endOffset ? `${recordName(broker.log.at(offset).record)} at` : 'at';
      return `a consumer reads ${what} offset ${offset} from ${brokerName(broker.id)}`;
    },
  });

/** Whoever takes itself for the leader, be it a zombie. */
export const presumedLeader = (broker: ReadBroker): boolean => broker.metadata.leader === broker.id;
/** Since 2.4 (KIP-392): any replica. */
export const anyReplica = (): boolean => true;

/** The high watermark: what is committed, as far as this broker knows. */
export const knownCommitted = ({ highWatermark }: ReadBroker): number => highWatermark;
/** All that it has, which followers alone are given. */
export const logEnd = ({ log }: ReadBroker): number => log.endOffset;
