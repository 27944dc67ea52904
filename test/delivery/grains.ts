import type { Protocol } from '#checker/dsl';
import { anyLater } from '#model/delivery/metadata-in-order/actions/broker-apply-version';
import answered from '#model/delivery/protocols/kafka-alter-partition-answered';
import inOrder from '#model/delivery/protocols/kafka-metadata-in-order';
import inFlight from '#model/delivery/protocols/kafka-reply-in-flight';
import withReader from '#model/delivery/protocols/kafka-with-reader';
import type { Exhibit } from '#scenarios/exhibit';
import a01 from '#scenarios/museum/a01-hw-truncation-loses-committed';
import a02 from '#scenarios/museum/a02-hw-truncation-diverges';
import a03 from '#scenarios/museum/a03-kip-101-falls-back';
import a04 from '#scenarios/museum/a04-fast-failover-diverges';
import a05 from '#scenarios/museum/a05-zombie-follower-misses-truncation';
import a06 from '#scenarios/museum/a06-unfenced-lookup';
import a07 from '#scenarios/museum/a07-isr-join-below-true-hw';
import a08 from '#scenarios/museum/a08-diverging-fetch-counted';
import a10 from '#scenarios/museum/a10-isr-subset-moves-hw';
import a18 from '#scenarios/museum/a18-unclean-election';
import a19 from '#scenarios/museum/a19-isr-shrinks-to-leader';
import a20 from '#scenarios/museum/a20-all-replicas-lose-power';
import a24 from '#scenarios/museum/a24-missed-epoch-same-leader';
import a25 from '#scenarios/museum/a25-hw-checkpoint-zeroed';
import a28 from '#scenarios/museum/a28-parked-produce-acked-by-another-record';
import h01 from '#scenarios/museum/h01-unclean-election-loses-what-was-committed';
import h02 from '#scenarios/museum/h02-one-lossy-stop-too-many';
import h03 from '#scenarios/museum/h03-elections-alone-as-shipped';
import n01 from '#scenarios/museum/n01-acks-all-waits-for-all';
import n03 from '#scenarios/museum/n03-one-power-loss-loses-nothing';
import r01 from '#scenarios/museum/r01-re-elected-leader-remembers';

/** The exhibits whose protocols have the variables of the base, and nothing more. */
export const exhibits: readonly Exhibit[] = [
  a01,
  a02,
  a03,
  a04,
  a05,
  a06,
  a07,
  a08,
  a10,
  a18,
  a19,
  a20,
  a24,
  a25,
  a28,
  h01,
  h02,
  h03,
  n01,
  n03,
  r01,
];

/** The protocols with more variables: more steps for one, or others beside. */
export const grains = {
  'with a reader': withReader,
  'replies in flight': inFlight,
  'any version of the metadata': { ...inOrder, rules: { ...inOrder.rules, appliesNext: anyLater } },
  'metadata in order': inOrder,
  'the answer first': answered,
} satisfies Readonly<Record<string, Protocol>>;
export type Grain = keyof typeof grains;

export type Side = 'flaw' | 'fix';
export const nameOf = ({ id }: Exhibit, side: Side, grain: Grain): string => `${id} ${side}: ${grain}`;

/** The protocol of one side, with the same rules and in the same cluster, in a finer grain. */
const refined = (finer: Protocol, { bounds, rules, limits, constraints }: Protocol): Protocol => ({
  ...finer,
  bounds,
  rules: { ...finer.rules, ...rules },
  ...(limits && { limits }),
  ...(constraints && { constraints }),
});
/** Each side of each exhibit in each grain, by name. */
export const protocols: Readonly<Record<string, Protocol>> = Object.fromEntries(
  exhibits.flatMap((exhibit) =>
    (['flaw', 'fix'] as const).flatMap((side) =>
      Object.entries(grains).flatMap(([grain, finer]) => {
        const { protocol } = exhibit[side] ?? {};
        return protocol ? [[nameOf(exhibit, side, grain as Grain), refined(finer, protocol)] as const] : [];
      }),
    ),
  ),
);
