import type { Bounds, Size } from './bounds.js';

/**
 * The words that say what a state is. As TLA+'s TypeOk they state ranges, and one declaration gives the TypeScript
 * type, the bits a state takes, the names in a trace, and JSON.
 */

/** What ids are ids of. Members may be interchangeable, as brokers, or ordered, as leader epochs. */
export interface IdSpace {
  readonly name: string;
  readonly size: Size;
  readonly members: 'interchangeable' | 'ordered';
}
/** A space of so many ids, of which none is before another: brokers. How many may depend on bounds. */
export const interchangeable = (name: string, size: Size): IdSpace => ({
  name,
  size,
  members: 'interchangeable',
});
/** A space of so many ids that come one after another: records, epochs. */
export const ordered = (name: string, size: Size): IdSpace => ({ name, size, members: 'ordered' });

/** What a field's value stands for; it decides how the value is written in a trace and in JSON. */
export type Meaning =
  | { readonly as: 'number' }
  | { readonly as: 'flag' }
  | { readonly as: 'word'; readonly words: readonly string[] }
  | { readonly as: 'id'; readonly space: IdSpace }
  | { readonly as: 'ids'; readonly space: IdSpace };

/** A value of a declared range: `values` of them, stored from 0, and read less `bias` (so that -1 is none). */
export interface Field<Value = unknown> {
  readonly kind: 'field';
  readonly values: (bounds: Bounds) => number;
  readonly bias: 0 | 1;
  readonly meaning: Meaning;
  readonly value?: Value;
}
/** A record of variables, each of which may be a record again: the whole state is one. */
export interface RecordOf<Fields = Readonly<Record<string, Schema>>, Declarations = unknown> {
  readonly kind: 'record';
  readonly fields: Fields;
  /** The bounds that the ranges depend on, so that properties can speak of them. */
  readonly bounds?: Declarations;
}
export interface OptionalOf<Fields = Readonly<Record<string, Schema>>> {
  readonly kind: 'optional';
  readonly fields: Fields;
}
export interface MapOf<Element = Schema> {
  readonly kind: 'map';
  readonly keys: IdSpace;
  readonly element: Element;
}
export interface LogOf<Fields = Readonly<Record<string, Field>>> {
  readonly kind: 'log';
  readonly capacity: Size;
  readonly fields: Fields;
  /** How a record of the log reads in a trace; without it, `{name: value, ...}`. */
  readonly show?: (record: never) => string;
}
export interface MessagesOf<Fields = Readonly<Record<string, Field>>, Kind = 'set' | 'bag'> {
  readonly kind: Kind;
  readonly capacity: Size;
  readonly fields: Fields;
}
export type Schema = Field | RecordOf<any> | OptionalOf<any> | MapOf<any> | LogOf<any> | MessagesOf<any>;

const MOST_VALUES = 2 ** 31;
const field = <Value>(
  values: (bounds: Bounds) => number,
  meaning: Meaning,
  bias: 0 | 1 = 0,
): Field<Value> => ({
  kind: 'field',
  bias,
  meaning,
  values: (bounds) => {
    const count = values(bounds);
    if (!(count <= MOST_VALUES))
      throw new RangeError(
        `A field has at most 2^31 values, and within these bounds one would have ${count}.`,
      );
    if (!Number.isInteger(count))
      throw new RangeError(
        `A field has a whole number of values, and within these bounds one would have ${count}.`,
      );
    return Math.max(1, count);
  },
});
const valueOf =
  (size: Size | number, more = 0) =>
  (bounds: Bounds): number =>
    (typeof size === 'number' ? size : size(bounds as never)) + more;

/** A number from 0 that stays below a limit. */
export const below = (limit: Size | number): Field<number> => field(valueOf(limit), { as: 'number' });
/** A number from 0 up to and with a limit. */
export const upTo = (limit: Size | number): Field<number> => field(valueOf(limit, 1), { as: 'number' });
/** The same, or -1 for none: Kafka's own encoding of NO_EPOCH and NO_PARTITION_LEADER_EPOCH. */
export function orNone({ values, meaning, bias }: Field<number>): Field<number> {
  if (bias === 1) throw new Error('A field that may be none already cannot be made so again.');
  if (meaning.as === 'ids') throw new Error('A set of ids is never none: it can be empty.');
  return field((bounds) => values(bounds) + 1, meaning, 1);
}
/** True or false. */
export const flag: Field<boolean> = field(() => 2, { as: 'flag' });
/** One of a few words. */
export const oneOf = <const Words extends readonly string[]>(...words: Words): Field<Words[number]> =>
  field(() => words.length, { as: 'word', words });

/** The id of a member of a space. */
export const idOf = (space: IdSpace): Field<number> => field(valueOf(space.size), { as: 'id', space });
/** The id of a member of a space, or -1 for nobody: Kafka's NO_LEADER. */
export const idOrNone = (space: IdSpace): Field<number> => orNone(idOf(space));

declare const idSetBrand: unique symbol;
/** A set of ids. A value like any other: to change one is to assign another. */
export type IdSet = number & { readonly [idSetBrand]: true };
const MOST_MEMBERS = 31;
/** A set of members of a space, of 31 at most. */
export const idSet = (space: IdSpace): Field<IdSet> =>
  field(
    (bounds) => {
      const members = space.size(bounds as never);
      if (members > MOST_MEMBERS)
        throw new RangeError(
          `A set holds at most ${MOST_MEMBERS} ids, and there are ${members} ${space.name}.`,
        );
      return 2 ** members;
    },
    { as: 'ids', space },
  );

/** @param bounds Of a whole state whose properties speak of them. */
export const record = <const Fields extends Readonly<Record<string, Schema>>, Declarations = unknown>(
  fields: Fields,
  bounds?: Declarations,
): RecordOf<Fields, Declarations> => ({ kind: 'record', fields, ...(bounds !== undefined && { bounds }) });
/** A record that is there or not. */
export const optional = <const Fields extends Readonly<Record<string, Field<any>>>>(
  fields: Fields,
): OptionalOf<Fields> => ({ kind: 'optional', fields });
/** A record for each member of a space. */
export const mapOf = <const Element extends RecordOf<any> | OptionalOf<any>>(
  keys: IdSpace,
  element: Element,
): MapOf<Element> => ({ kind: 'map', keys, element });
/** A log of records below its end offset, which never holds more than its capacity. */
export const logOf = <const Fields extends Readonly<Record<string, Field<any>>>>(
  capacity: Size,
  fields: Fields,
  show?: (record: ValuesOf<Fields>) => string,
): LogOf<Fields> => ({ kind: 'log', capacity, fields, ...(show && { show }) });
/** Messages in flight, in no order; adding one that is there already changes nothing. */
export const setOf = <const Fields extends Readonly<Record<string, Field<any>>>>(
  capacity: Size,
  fields: Fields,
): MessagesOf<Fields, 'set'> => ({ kind: 'set', capacity, fields });
/** Messages in flight, in no order; one may be there several times. */
export const bagOf = <const Fields extends Readonly<Record<string, Field<any>>>>(
  capacity: Size,
  fields: Fields,
): MessagesOf<Fields, 'bag'> => ({ kind: 'bag', capacity, fields });

/** The values of a record of plain fields. */
export type ValuesOf<Fields> = {
  readonly [K in keyof Fields]: Fields[K] extends Field<infer Value> ? Value : never;
};

/** Whether every variable and bound that the first schema names is in the second one, with the same shape. */
export function speaksOf(named: Schema, there: Schema | undefined): boolean {
  if (there === undefined || named.kind !== there.kind) return false;
  switch (named.kind) {
    case 'field':
      return named.meaning.as === (there as Field).meaning.as;
    case 'map':
      return speaksOf(named.element, (there as MapOf).element);
    default: {
      const has = (there as RecordOf).fields;
      return (
        Object.entries(named.fields as RecordOf['fields']).every(
          ([name, field]) => Object.hasOwn(has, name) && speaksOf(field, has[name]),
        ) && Object.keys(boundsIn(named)).every((bound) => Object.hasOwn(boundsIn(there), bound))
      );
    }
  }
}
const boundsIn = (schema: Schema): object => (schema.kind === 'record' ? (schema.bounds ?? {}) : {});
