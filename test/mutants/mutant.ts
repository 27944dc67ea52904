import type { Protocol } from '#checker/dsl';

/** What becomes of a mutant: the steps in which its property finds it out, `never seen`, or `survives`. */
export type Fate = number | 'never seen' | 'survives';
/** A protocol with a flaw, and the property that is to find it. */
export interface Mutant {
  readonly protocol: Protocol;
  readonly property: string;
  /** By bounds, as options; the others are the defaults: 3 brokers, leader epochs 2. */
  readonly fates: Readonly<Record<string, Fate>>;
  /** How many states one has that survives, where that says something. */
  readonly states?: number;
}
export type Mutants = Readonly<Record<string, Mutant>>;

export const SMALL = '--log-size 2 --records 2';
export const LARGE = '--log-size 3 --records 3';

/** A mutant of Kafka as designed, in a cluster in which the same without the flaw upholds all there is. */
export interface DeliveryMutant {
  readonly protocol: Protocol;
  /** The name of that cluster. */
  readonly baseline: string;
  /** By property, in how many steps it finds the flaw out; or else in how many states all of them hold. */
  readonly fate:
    | { readonly killedBy: Readonly<Record<string, number | 'never seen'>> }
    | { readonly survives: number | 'in the same states' };
}
export type DeliveryMutants = Readonly<Record<string, DeliveryMutant>>;
