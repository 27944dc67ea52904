import { actionsOf, each } from '#checker/dsl';
import { processReply } from '../../fetch.js';
import type { ReadBroker } from '../../state.js';
import { brokerName } from '../../tells.js';
import type { ReplyRules } from '../rules.js';
import type { Seen, State } from '../state.js';

const action = actionsOf<State>();
const brokers = each((s: State) => s.brokers);
const isThere = (follower: { readonly id: number }, leader: { readonly id: number }, s: Seen): boolean =>
  s.replies[follower.id]!.from[leader.id]!.present;

const answerOf = (follower: { readonly id: number }, leader: { readonly id: number }, s: Seen): string => {
  const { present, fetchOffset, leaderEpoch } = s.replies[follower.id]!.from[leader.id]!;
  const asked = present ? ` to its fetch at offset ${fetchOffset} in leader epoch ${leaderEpoch}` : '';
  return `an answer of ${brokerName(leader.id)}${asked}`;
};

/**
 * An answer arrives. The follower takes it if it follows that leader, is not asking where to cut its log, and, by the
 * rule, the answer is to what it would fetch now; else it drops it. A process that has started anew has no connection on
 * which an old answer could arrive.
 * AbstractFetcherThread.processFetchRequest.
 */
export const followerTakeReply = (rules: ReplyRules) => {
  const process = processReply(rules);
  return action({
    choose: { follower: brokers, leader: brokers },

    when: ({ follower, leader }, s) => isThere(follower, leader, s),

    then: ({ follower, leader }, s) => {
      const reply = s.replies[follower.id]!.from[leader.id]!;
      const { kind, record, epoch, offset, fetchOffset, leaderEpoch, brokerEpoch } = reply;
      const isExpected =
        follower.running &&
        brokerEpoch === s.controller.brokers[follower.id]!.epoch &&
        follower.metadata.leader === leader.id &&
        !follower.asFollower.truncating &&
        rules.acceptsReply({ fetchOffset, leaderEpoch }, follower);
      reply.clear();
      if (isExpected) process(follower, { kind, record, epoch, offset });
    },

    says: ({ follower, leader }, s) => `${brokerName(follower.id)} gets ${answerOf(follower, leader, s)}`,
  });
};

/** The connection breaks, and the answer is lost (AbstractFetcherManager.shutdownIdleFetcherThreads, among others). */
export const followerLoseReply = () =>
  action({
    choose: { follower: brokers, leader: brokers },
    when: ({ follower, leader }, s) => isThere(follower, leader, s),
    then: ({ follower, leader }, s) => s.replies[follower.id]!.from[leader.id]!.clear(),
    says: ({ follower, leader }, s) =>
      `${brokerName(follower.id)} never gets ${answerOf(follower, leader, s)}`,
  });

type Asked = Parameters<ReplyRules['acceptsReply']>[0];
/** 2.8.0 to 3.9.0, and 4.0.0: the follower would fetch at the same offset. */
export const sameOffset = ({ fetchOffset }: Asked, { log }: ReadBroker): boolean =>
  fetchOffset === log.endOffset;
/** Since 3.9.1, 4.0.1 and 4.1: and in the same leader epoch (KAFKA-18991). */
export const sameOffsetAndEpoch = (asked: Asked, follower: ReadBroker): boolean =>
  sameOffset(asked, follower) && asked.leaderEpoch === follower.metadata.leaderEpoch;
