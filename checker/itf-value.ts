import type { Field, RecordOf, Schema } from './schema.js';
import { compareJson, type Json } from './value.js';

/** A value of the Informal Trace Format: what JSON has no word for is an object whose only key begins with #. */
export type Itf = null | number | boolean | string | readonly Itf[] | { readonly [name: string]: Itf };
type Fields = Readonly<Record<string, Schema>>;
type JsonRecord = { readonly [name: string]: Json };
type ItfRecord = { readonly [name: string]: Itf };

const UNIT: Itf = { '#tup': [] };

/** JSON of a state as ITF: none is -1, as in Kafka, what may be absent a variant, and a bag the number of each message. */
export function encode(schema: Schema, json: Json): Itf {
  switch (schema.kind) {
    case 'field':
      if (json === null) return -1;
      return schema.meaning.as === 'ids' ? { '#set': json as readonly number[] } : json;
    case 'record':
      return encodeRecord((schema as RecordOf).fields, json);
    case 'optional':
      return json === null
        ? { tag: 'None', value: UNIT }
        : { tag: 'Some', value: encodeRecord(schema.fields as Fields, json) };
    case 'map':
      return { '#map': (json as readonly Json[]).map((one, id) => [id, encode(schema.element, one)]) };
    case 'log':
      return (json as readonly Json[]).map((one) => encodeRecord(schema.fields as Fields, one));
    case 'set':
      return { '#set': (json as readonly Json[]).map((one) => encodeRecord(schema.fields as Fields, one)) };
    case 'bag': {
      const counts = new Map<string, [Itf, number]>();
      for (const one of json as readonly Json[]) {
        const key = JSON.stringify(one);
        counts.set(key, [encodeRecord(schema.fields as Fields, one), (counts.get(key)?.[1] ?? 0) + 1]);
      }
      return { '#map': [...counts.values()] };
    }
  }
}
const encodeRecord = (fields: Fields, json: Json): Itf =>
  Object.fromEntries(
    Object.entries(fields).map(([name, part]) => [name, encode(part, (json as JsonRecord)[name]!)]),
  );

/** The same back. @throws Error for what has another shape, and says where. */
export function decode(schema: Schema, itf: Itf | undefined, path = ''): Json {
  const refuse = (expected: string): never => {
    throw new Error(
      `${path || 'the state'} is ${JSON.stringify(itf) ?? 'not there'}, and ${expected} was expected`,
    );
  };
  const list = (of: Itf | undefined, expected: string): readonly Itf[] =>
    Array.isArray(of) ? (of as readonly Itf[]) : refuse(expected);
  const inside = (key: string, expected: string): readonly Itf[] =>
    list((itf as ItfRecord | undefined)?.[key], expected);
  const records = (fields: Fields, all: readonly Itf[]): Json[] =>
    all.map((one, i) => decodeRecord(fields, one, `${path}[${i}]`));
  switch (schema.kind) {
    case 'field':
      return schema.meaning.as === 'ids'
        ? inside('#set', 'a set')
            .map((id) => Number(plain(id)))
            .sort((a, b) => a - b)
        : decodeField(schema, plain(itf), refuse);
    case 'record':
      return decodeRecord((schema as RecordOf).fields, itf, path);
    case 'optional': {
      const { tag, value } = (itf ?? {}) as ItfRecord;
      if (tag === 'None') return null;
      return tag === 'Some' ? decodeRecord(schema.fields as Fields, value, path) : refuse('None or Some');
    }
    case 'map': {
      const pairs = inside('#map', 'a map').map((pair) => list(pair, 'a map of pairs'));
      const byId = new Map(pairs.map(([id, element]) => [plain(id), element]));
      return pairs.map((_, id) => decode(schema.element, byId.get(id), `${path}[${id}]`));
    }
    case 'log':
      return records(schema.fields as Fields, list(itf, 'a list'));
    case 'set':
      return records(schema.fields as Fields, inside('#set', 'a set')).sort(compareJson);
    case 'bag': {
      const pairs = inside('#map', 'a bag, as a map of counts').map((pair) => list(pair, 'a map of pairs'));
      return pairs
        .flatMap(([one, count], i) => {
          const message = decodeRecord(schema.fields as Fields, one, `${path}[${i}]`);
          return Array.from({ length: Number(plain(count)) }, () => message);
        })
        .sort(compareJson);
    }
  }
}
/** Of a number that may be written in two ways, the one. */
function plain(itf: Itf | undefined): Itf | undefined {
  const big = typeof itf === 'object' ? (itf as ItfRecord | null)?.['#bigint'] : undefined;
  return typeof big === 'string' ? Number(big) : itf;
}
function decodeField(
  { meaning, bias }: Field,
  value: Itf | undefined,
  refuse: (expected: string) => never,
): Json {
  const kinds = { flag: 'boolean', word: 'string', number: 'number', id: 'number', ids: 'object' } as const;
  if (typeof value !== kinds[meaning.as]) return refuse(`a ${kinds[meaning.as]}`);
  return bias === 1 && value === -1 ? null : (value as Json);
}
function decodeRecord(fields: Fields, itf: Itf | undefined, path: string): Json {
  if (typeof itf !== 'object' || itf === null || Array.isArray(itf))
    throw new Error(
      `${path || 'the state'} is ${JSON.stringify(itf) ?? 'not there'}, and a record was expected`,
    );
  const has = itf as ItfRecord;
  const other = Object.keys(has).find((name) => !Object.hasOwn(fields, name));
  if (other !== undefined) throw new Error(`there is no ${path ? `${path}.` : ''}${other} in the model`);
  return Object.fromEntries(
    Object.entries(fields).map(([name, part]) => [
      name,
      decode(part, has[name], path ? `${path}.${name}` : name),
    ]),
  );
}
