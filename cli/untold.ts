import type { Missing } from './errors.js';
import { propertyNamed, protocolNamed, type Registry } from './registry.js';

/** Whose words failed: those of a protocol or a property, by its name. */
export type Whose = Missing;

/**
 * Words that failed while something was told. What was found does not depend on them, so that it is told without, whatever
 * the command; what there is to mend is said once the command has ended.
 */
const untold = new Map<string, Whose>();
/** Notes that something had to be told without words. */
export const tellWithout = (message: string, whose: Whose): void => void untold.set(message, whose);
/** What there is to mend, a line each that begins with the file, and is not said again. */
export function takeUntold(registry: Registry): string[] {
  const lines = [...untold].map(([message, { what, name }]) => {
    const { file } = (what === 'protocol' ? protocolNamed : propertyNamed)(registry, name);
    return `${file}: ${message}`;
  });
  untold.clear();
  return lines;
}
