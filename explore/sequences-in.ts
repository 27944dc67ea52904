import { CommandSequence } from './command-sequence.js';

/** The command sequences among the values of a property: its own, or in a tuple, an array or a record of them. */
export function sequencesIn(value: unknown): CommandSequence[] {
  if (value instanceof CommandSequence) return [value];
  if (Array.isArray(value)) return value.flatMap(sequencesIn);
  const isRecord =
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value));
  return isRecord ? Object.values(value).flatMap(sequencesIn) : [];
}
