import { NOBODY, type Action } from '#checker/dsl';
import { followedBy } from '../followed-by.js';
import { NOBODY_LEADS } from '../state.js';
import type { VersionRules } from './rules.js';
import type { State } from './state.js';

type Make = (rules: VersionRules) => Action<State>;

/** An action, and, after it, the version of the partition that it may have made, in the metadata log. */
export const logsVersion = (make: Make): Make => followedBy(make, logVersion);

/** Keeps what somebody has yet to apply, and nothing else. */
function logVersion({ controller, brokers, versions }: State): void {
  const { leader, leaderEpoch, partitionEpoch, isr } = controller;
  const newest = versions[partitionEpoch]!;
  newest.leader = leader;
  newest.leaderEpoch = leaderEpoch;
  newest.isr = isr;
  const applied = brokers.reduce(
    (least, { running, metadata }) => (running ? Math.min(least, metadata.partitionEpoch) : least),
    partitionEpoch,
  );
  for (const version of versions) {
    if (version.id > applied) break;
    version.leader = NOBODY_LEADS;
    version.leaderEpoch = 0;
    version.isr = NOBODY;
  }
}
