import { expect } from 'vitest';
import type { Property } from '#checker/property';
import type { Protocol } from '#checker/protocol';
import { toUphold, type Answer, type UpholdOptions } from '#explore/matcher';

export type { SearchChoice, UpholdOptions } from '#explore/matcher';

type SchemaOf<P> = P extends Protocol<infer S, any, any> ? S : unknown;
type DeclaredBy<P> = P extends Protocol<any, infer B, any> ? B : never;

declare module 'vitest' {
  interface Matchers<T = any> {
    /**
     * Asserts that a protocol upholds a property, within its default bounds or those that are given.
     *
     * It searches all there is, unless `search` names a seed or a number of runs. Passes where the property holds, or is
     * seen; fails, with a shortest trace and the command that reproduces it, where it is violated, or never seen. What is
     * not settled throws, also behind `.not`.
     */
    toUphold(property: Property<SchemaOf<Awaited<T>>>, options?: UpholdOptions<DeclaredBy<Awaited<T>>>): void;
  }
}

const matchers = {
  toUphold(
    this: { readonly isNot: boolean },
    received: Protocol,
    property: Property,
    options: UpholdOptions = {},
  ): Answer {
    try {
      return toUphold(received, property, options, this.isNot);
    } catch (error) {
      // What is shown of it is where it was asked, and not where it was found out.
      if (error instanceof Error) Error.captureStackTrace(error, matchers.toUphold);
      throw error;
    }
  },
};
// Its types are those of what is received, which a general matcher has none of.
expect.extend(matchers as unknown as Parameters<typeof expect.extend>[0]);
