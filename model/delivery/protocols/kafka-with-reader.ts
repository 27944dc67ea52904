import { protocol } from '#checker/dsl';
import { cluster } from '../cluster.js';
import { anyReplica, consumerRead, knownCommitted } from '../reader/actions/consumer-read.js';
import type { ReaderRules } from '../reader/rules.js';
import { scene } from '../reader/scene.js';
import { withReader } from '../reader/state.js';
import { bounds, initial } from '../state.js';
import { tells } from '../tells.js';
import asDesigned from './kafka-as-designed.js';

const rules: ReaderRules = { ...asDesigned.rules, servesReads: anyReplica, readableBelow: knownCommitted };

const unlimited = protocol({
  bounds,
  schema: withReader,
  initial,
  rules,
  tells,
  scene,
  actions: { ...asDesigned.actions, consumerRead },
});

/** kafka-as-designed, and a consumer that reads from any replica (KIP-392). */
export default cluster(unlimited, { brokers: 2 }, { controllerElectLeader: 2, brokerCrash: 2 });
