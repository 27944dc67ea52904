import { withRules } from '#checker/dsl';
import { remembersFollowers } from '../history.js';
import asDesigned from './kafka-as-designed.js';

/**
 * Kafka 4.1 to 4.3 under KRaft, without ELR (eligible.leader.replicas.version=0): a leader that is elected again, and has
 * not learned that another led in between, keeps what it knew of its followers, though they may have cut their logs
 * since.
 *
 * docs/r01.md, and `npx tidemark museum R01`.
 */
export default withRules(asDesigned, remembersFollowers);
