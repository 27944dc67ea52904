import { protocol } from '#checker/dsl';
import { cluster } from '../cluster.js';
import { leaderAnswerFetch } from '../reply-in-flight/actions/leader-answer-fetch.js';
import {
  followerLoseReply,
  followerTakeReply,
  sameOffsetAndEpoch,
} from '../reply-in-flight/actions/follower-take-reply.js';
import type { ReplyRules } from '../reply-in-flight/rules.js';
import { scene } from '../reply-in-flight/scene.js';
import { replyInFlight } from '../reply-in-flight/state.js';
import { bounds, initial } from '../state.js';
import { tells } from '../tells.js';
import asDesigned from './kafka-as-designed.js';

const { followerFetch: _, followerFetchReplyLost: __, ...actions } = asDesigned.actions;
const rules: ReplyRules = { ...asDesigned.rules, acceptsReply: sameOffsetAndEpoch };

const unlimited = protocol({
  bounds,
  schema: replyInFlight,
  initial,
  rules,
  tells,
  scene,
  actions: { ...actions, leaderAnswerFetch, followerTakeReply, followerLoseReply },
});

/**
 * kafka-as-designed with fetches in two steps: the leader answers, and later, if ever, the answer arrives. Both give the
 * same verdicts (test/delivery/grains.test.ts), this one with several times the states.
 */
export default cluster(unlimited, { brokers: 2 }, { controllerElectLeader: 2, brokerCrash: 1 });
