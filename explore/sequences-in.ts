import { CommandSequence } from './command-sequence.js';

/** The command sequences among the values of a property: its own, or in a tuple, an array or a record of them. */
export function sequencesIn(value: unknown, visited = new Set<unknown>()): CommandSequence[] {
  if (value instanceof CommandSequence) return [value];
  if (typeof value !== 'object' || value === null || visited.has(value)) return [];
  visited.add(value);
  const isPlain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  return isPlain ? Object.values(value).flatMap((one) => sequencesIn(one, visited)) : [];
}
