import { protocol } from '#checker/dsl';
import { cluster } from '../cluster.js';
import { brokerApplyVersion, inOrder } from '../metadata-in-order/actions/broker-apply-version.js';
import type { VersionRules } from '../metadata-in-order/rules.js';
import { metadataInOrder } from '../metadata-in-order/state.js';
import { logsVersion } from '../metadata-in-order/versions.js';
import { scene } from '../scene.js';
import { bounds, initial } from '../state.js';
import { tells } from '../tells.js';
import asShipped from './kafka-as-shipped.js';

const { brokerApplyMetadata: _, ...actions } = asShipped.actions;
const rules: VersionRules = { ...asShipped.rules, appliesNext: inOrder };

const unlimited = protocol({
  bounds,
  schema: metadataInOrder,
  initial,
  rules,
  tells,
  scene,
  actions: Object.fromEntries(
    Object.entries({ ...actions, brokerApplyVersion }).map(([name, make]) => [name, logsVersion(make)]),
  ),
});

/**
 * kafka-as-shipped, if brokers applied the versions of a partition one by one. They do not; it would be another way to
 * mend R01.
 */
export default cluster(unlimited, {}, { controllerElectLeader: 3 });
