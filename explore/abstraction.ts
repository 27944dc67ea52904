import type { Stage } from './stage.js';

/**
 * Makes the function that gives the key of the abstract state that a stage is in, once it has looked what is possible: by
 * the protocol's abstraction, or by how many choices each action has.
 */
export function keysOf({ machine, stepper: { counts } }: Stage): () => number {
  const { abstraction } = machine.protocol;
  const { length } = machine.actions;
  if (abstraction === undefined) return () => keyOf(counts, length);
  return () => {
    const numbers = abstraction(machine.s);
    for (let i = 0; i < numbers.length; i++)
      if ((numbers[i]! | 0) !== numbers[i])
        throw new Error(`It gave ${numbers[i]}: an abstraction gives whole numbers of 32 bits.`);
    return keyOf(numbers, numbers.length);
  };
}

/** A key for numbers: equal for equal ones, and for others hardly ever. */
export function keyOf(numbers: ArrayLike<number>, length: number): number {
  let key = length + 1;
  for (let i = 0; i < length; i++) {
    key = Math.imul(key ^ numbers[i]!, 0x9e3779b1);
    key ^= key >>> 15;
  }
  return key;
}
