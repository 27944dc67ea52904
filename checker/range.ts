import type { Bounds } from './bounds.js';
import type { Field } from './schema.js';

/** A write to a variable of a value that its range has not. */
export class OutOfRange extends RangeError {
  constructor(
    readonly variable: string,
    readonly value: unknown,
    readonly range: string,
  ) {
    super(`${variable} cannot be ${String(value)}: its range is ${range}.`);
  }
}

/** The range of a field, in words. */
export function rangeOf({ values, bias, meaning }: Field, bounds: Bounds): string {
  if (meaning.as === 'flag') return 'true or false';
  if (meaning.as === 'word') return meaning.words.join(', ');
  const most = values(bounds) - 1 - bias;
  if (meaning.as === 'ids') return `a set of ${meaning.space.name} (as bits, 0 to ${most})`;
  const numbers = most === 0 ? '0' : `0 to ${most}`;
  return bias === 0 ? numbers : most < 0 ? 'none (-1)' : `none (-1) or ${numbers}`;
}
