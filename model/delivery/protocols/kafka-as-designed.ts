import { protocol } from '#checker/dsl';
import { brokerApplyMetadata } from '../actions/broker/apply-metadata.js';
import { brokerRestart } from '../actions/broker/restart.js';
import {
  brokerCrash,
  brokerLoseDisk,
  brokerPowerLoss,
  brokerShutDown,
  fromCheckpoint,
} from '../actions/broker/stop.js';
import { controllerAlterPartition } from '../actions/controller/alter-partition.js';
import { controllerElectLeader, controllerElectUncleanLeader } from '../actions/controller/elect-leader.js';
import {
  controllerFenceRunning,
  controllerFenceStopped,
  controllerUnfence,
} from '../actions/controller/fence.js';
import { followerFetch, followerFetchReplyLost } from '../actions/follower/fetch.js';
import { followerTruncate } from '../actions/follower/truncate.js';
import { leaderShrinkIsr } from '../actions/leader/shrink-isr.js';
import { producerSend } from '../actions/producer/send.js';
import { cluster } from '../cluster.js';
import { sameLeaderEpoch } from '../fetch.js';
import { isrHasMinimum, maximalIsr } from '../high-watermark.js';
import {
  byAlterPartition,
  fencedLeaderEpoch,
  ineligibleReplica,
  invalidUpdateVersion,
  lacksRecords,
  reachedLeaderEpoch,
} from '../isr-change.js';
import { onEveryEpoch } from '../metadata.js';
import { whenDemoted } from '../purgatory.js';
import type { Rules } from '../rules.js';
import { scene } from '../scene.js';
import { bounds, delivery, initial } from '../state.js';
import { tells } from '../tells.js';
import { inEveryEpoch, nowhere, truncationTo } from '../truncation.js';

const rules: Rules = {
  acks: 'all',
  mayAppend: isrHasMinimum,
  acknowledgingReplicas: maximalIsr,
  failsPurgatory: whenDemoted,
  answersFetch: sameLeaderEpoch,
  fetchNamesEpoch: true,
  countsForkedFetch: false,
  forgetsFollowers: onEveryEpoch,
  opensEpoch: true,
  replicationQuorum: maximalIsr,
  mayCommit: isrHasMinimum,
  mayJoinIsr: reachedLeaderEpoch,
  mayLeaveIsr: lacksRecords,
  isrChange: byAlterPartition,
  startsAnew: inEveryEpoch,
  cutsLog: nowhere,
  looksUp: undefined,
  answersLookUp: sameLeaderEpoch,
  truncationOnFetch: truncationTo,
  reloads: fromCheckpoint,
  flushesEveryRecord: false,
  refusals: [fencedLeaderEpoch, invalidUpdateVersion, ineligibleReplica],
  electsUnclean: false,
};

const unlimited = protocol({
  bounds,
  schema: delivery,
  initial,
  rules,
  tells,
  scene,
  actions: {
    producerSend,
    followerFetch,
    followerFetchReplyLost,
    followerTruncate,
    leaderShrinkIsr,
    brokerApplyMetadata,
    controllerAlterPartition,
    controllerElectLeader,
    controllerElectUncleanLeader,
    controllerFenceRunning,
    controllerFenceStopped,
    controllerUnfence,
    brokerCrash,
    brokerPowerLoss,
    brokerLoseDisk,
    brokerShutDown,
    brokerRestart,
  },
});

/**
 * Kafka's replication as it is meant to be: that of 4.1 under KRaft, except that a leader forgets how far its followers
 * are in every new leader epoch; kafka-as-shipped has what 4.1 really does. Producers use acks=all. ELR, which new
 * clusters have from 4.1 on, is off (eligible.leader.replicas.version=0).
 *
 * Left out are: log start and retention, tiered storage, several directories of a broker, reassignment, the leader
 * recovery state (KIP-704), transactions, and that anything is configured anew.
 *
 * Unless `--limit` says otherwise, leadership moves twice without need, and one broker crashes.
 */
export default cluster(unlimited, {}, { controllerElectLeader: 2, brokerCrash: 1 });
