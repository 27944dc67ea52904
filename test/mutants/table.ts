import type { Protocol } from '#checker/dsl';
import { deliveryBaselines, deliveryMutants } from './delivery.js';
import { guards } from './guards.js';
import type { Mutants } from './mutant.js';
import { wrongActions } from './wrong-actions.js';

export const mutants: Mutants = { ...guards, ...wrongActions };

const protocolsOf = (
  table: Readonly<Record<string, { readonly protocol: Protocol }>>,
): Readonly<Record<string, Protocol>> =>
  Object.fromEntries(Object.entries(table).map(([name, { protocol }]) => [name, protocol]));
/** By name, to be searched in threads of their own. */
export const protocols: Readonly<Record<string, Protocol>> = {
  ...protocolsOf(mutants),
  ...protocolsOf(deliveryMutants),
  ...deliveryBaselines,
};
