import { expect, it } from 'vitest';
import { check } from '#checker/breadth-first';
import { withRules } from '#checker/dsl';
import { cluster } from '#model/delivery/cluster';
import { commitsBelowMinimum, writesIsr } from '#model/delivery/history';
import asDesigned from '#model/delivery/protocols/kafka-as-designed';
import ackedKept from '#properties/delivery/acked-kept';
import candidateComplete from '#properties/delivery/candidate-complete';
import committedNeverLost from '#properties/delivery/committed-never-lost';
import quorumSuperset from '#properties/delivery/quorum-superset';

const properties = { ackedKept, candidateComplete, committedNeverLost, quorumSuperset };
const upTo26 = withRules(asDesigned, { ...writesIsr, ...commitsBelowMinimum });
const three = { brokers: 3 } as const;

it.each([
  [{ ...three, outOfSync: 1 }, { controllerElectLeader: 2 }, 9_467],
  [three, { controllerElectLeader: 1, controllerFenceRunning: 1 }, 26_147],
] as const)('a leader that writes the ISR itself keeps what is committed: %o, %o', (size, budget, states) => {
  const {
    complete,
    distinctStates,
    properties: found,
    actions,
  } = check(cluster(upTo26, size, budget), properties);
  expect({ complete, distinctStates }).toEqual({ complete: true, distinctStates: states });
  for (const { name, outcome } of found) expect([name, outcome.verdict]).toEqual([name, 'holds']);
  expect(actions.find(({ name }) => name === 'controllerAlterPartition')!.generated).toBe(0);
});
