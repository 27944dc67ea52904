import { withRules } from '#checker/dsl';
import { underAcksOne } from '../actions/producer/send.js';
import { cluster } from '../cluster.js';
import asDesigned from './kafka-as-designed.js';

/**
 * kafka-as-designed with producers that use acks=1: the leader says that all is well before anybody else has the record,
 * and acked-by-leader-kept does not hold. What is committed is kept all the same.
 */
export default cluster(withRules(asDesigned, underAcksOne), {}, { controllerElectLeader: 1, brokerCrash: 1 });
