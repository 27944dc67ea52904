import type { Field, LogOf, MapOf, MessagesOf, OptionalOf, RecordOf, ValuesOf } from './schema.js';
import type { BoundsOf } from './bounds.js';

/** How a model sees a state: objects of these types stand for its parts, whatever they are stored in. */

/** A log of records below its end offset. */
export interface Log<Record> {
  readonly endOffset: number;
  readonly isFull: boolean;
  /** The record at an offset below the end offset. */
  at(offset: number): Record;
  append(record: Readonly<Record>): void;
  /** Cuts the log to an end offset; a log that ends earlier stays as it is. */
  truncateTo(endOffset: number): void;
}

declare const chosenFrom: unique symbol;
/** What an action may choose from: a part of the state that keeps its place. */
export interface Collection<Element> {
  readonly [chosenFrom]: Element;
}

/** Messages in flight, known by their content alone. */
export interface Messages<Content> extends Collection<Readonly<Content>> {
  readonly size: number;
  readonly isFull: boolean;
  has(message: Readonly<Content>): boolean;
  /** How often a message of this content is in flight. */
  count(message: Readonly<Content>): number;
  some(test: (message: Readonly<Content>) => boolean): boolean;
  every(test: (message: Readonly<Content>) => boolean): boolean;
  add(message: Readonly<Content>): void;
  /** Takes one message of this content away, if there is one. */
  remove(message: Readonly<Content>): void;
}

/** A record that is there or not. */
export interface Optional<Content> {
  readonly present: boolean;
  put(content: Readonly<Content>): void;
  clear(): void;
}
export interface Identified {
  readonly id: number;
}

/** The elements of a map, in the order of their ids. */
export interface Elements<Element> extends ReadonlyArray<Element>, Collection<Element> {}

/** The values of a record are to write; its parts are written through, and stay what they are. */
type Fields<F> = {
  -readonly [K in keyof F as F[K] extends Field<any> ? K : never]: View<F[K]>;
} & { readonly [K in keyof F as F[K] extends Field<any> ? never : K]: View<F[K]> };
export type View<S> =
  S extends Field<infer Value>
    ? Value
    : S extends RecordOf<infer F>
      ? Fields<F>
      : S extends OptionalOf<infer F>
        ? Optional<ValuesOf<F>> & ValuesOf<F>
        : S extends MapOf<infer Element>
          ? Elements<View<Element> & Identified>
          : S extends LogOf<infer F>
            ? Log<ValuesOf<F>>
            : S extends MessagesOf<infer F>
              ? Messages<ValuesOf<F>>
              : never;

/** A whole state, as `then` sees it: to read and to write. */
export type StateOf<S, Declarations = DeclaredBy<S>> = View<S> & { readonly bounds: BoundsOf<Declarations> };
/** The bounds that a schema declares; unknown, if it declares none. */
type DeclaredBy<S> = S extends RecordOf<any, infer Declarations> ? Declarations : unknown;

/** What guards and properties see: everything, to look at only. */
export type Frozen<T> = T extends number | boolean | string
  ? T
  : T extends Log<infer Record>
    ? Pick<Log<Record>, 'endOffset' | 'isFull' | 'at'>
    : T extends Messages<infer Content>
      ? Omit<Messages<Content>, 'add' | 'remove'>
      : T extends Optional<infer _>
        ? Readonly<Omit<T, 'put' | 'clear'>>
        : T extends readonly (infer Element)[]
          ? readonly Frozen<Element>[]
          : { readonly [K in keyof T]: Frozen<T[K]> };

/** What a guard sees: no ghosts, so that no protocol can lean on one. */
export type Guarded<S> = Frozen<Omit<S, 'history'>>;
