import { asError } from '#checker/blame';
import { boundsFor, BoundsError, optionName } from '#checker/bounds';
import { appliesTo } from '#checker/property';
import type { Search } from '#checker/search';
import { isWalk } from '#checker/trace-text';
import { InputError } from './errors.js';
import { searchOf } from './job.js';
import type { Registry } from './registry.js';
import { boundNames } from './select.js';
import type { LocatedTrace, LocatedWalk } from './traces.js';

/**
 * What the command of a trace asks for; of a walk without a property.
 *
 * @throws InputError if it is not there, and says in which line that is.
 */
export async function searchOfTrace(
  trace: LocatedTrace | LocatedWalk,
  path: string,
  registry: Registry,
): Promise<Search> {
  const { protocol: name, line } = trace;
  const property = isWalk(trace) ? undefined : trace.property;
  try {
    const found = await searchOf(
      { ...trace, properties: property === undefined ? [] : [property] },
      registry,
    );
    if (property !== undefined && !appliesTo(found.properties[property]!, found.protocol.schema))
      throw new InputError(
        `${property} speaks of variables that ${name} does not have. \`npx tidemark list\` shows what goes with what.`,
      );
    const other = Object.keys(trace.bounds).find((bound) => !Object.hasOwn(found.protocol.bounds, bound));
    if (other !== undefined)
      throw new InputError(
        `--${optionName(other)} is no bound of ${name}. There the bounds are ${boundNames([found.protocol])}.`,
      );
    return { ...found, bounds: boundsFor(found.protocol.bounds, trace.bounds) };
  } catch (error) {
    if (error instanceof InputError && error.file !== undefined) throw error;
    const { message } = asError(error);
    const { missing } = error as Partial<InputError>;
    throw new InputError(error instanceof BoundsError ? `--${message}` : message, {
      file: path,
      line,
      missing,
    });
  }
}
