import type { Protocol } from '#checker/dsl';
import { guards } from './guards.js';
import type { Mutants } from './mutant.js';
import { wrongActions } from './wrong-actions.js';

export const mutants: Mutants = { ...guards, ...wrongActions };
/** By name, to be searched in threads of their own. */
export const protocols: Readonly<Record<string, Protocol>> = Object.fromEntries(
  Object.entries(mutants).map(([name, { protocol }]) => [name, protocol]),
);
