import { InputError } from './errors.js';
import type { Context, Entry } from './registry.js';
import { select, type Selected } from './select.js';
import type { ExpectedRun } from './verdicts.js';

/** The searches of sides of a scenario, for the same properties. @throws InputError, which names the file of it */
export async function selectSides(
  { file }: Entry,
  protocol: readonly string[],
  property: readonly string[],
  { registry }: Context,
  expected: readonly ExpectedRun[],
): Promise<readonly Selected[]> {
  try {
    return (await select({ protocol, property, bounds: {} }, registry, expected)).runs;
  } catch (error) {
    if (error instanceof InputError && error.file === undefined)
      throw new InputError(error.message, { file });
    throw error;
  }
}
