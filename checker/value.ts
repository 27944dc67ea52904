import { sizeIn, type Bounds } from './bounds.js';
import { partOf } from './collection.js';
import { idSetOf, idsIn } from './id-set.js';
import type { Field, IdSet, RecordOf, Schema } from './schema.js';

/** A state, or a part of it, as JSON: none is null, a set of ids is a list, an optional record that is absent is null. */
export type Json = null | number | boolean | string | readonly Json[] | { readonly [name: string]: Json };
type Content = Readonly<Record<string, unknown>>;

export function fieldToJson({ meaning, bias }: Field, value: unknown): Json {
  if (meaning.as === 'ids') return idsIn(value as IdSet);
  return bias === 1 && value === -1 ? null : (value as number | boolean | string);
}
/** @throws Error where the JSON is not of the field's kind. */
export function fieldFromJson({ meaning, bias }: Field, json: Json | undefined): unknown {
  const refuse = (expected: string): never => {
    throw new Error(`${JSON.stringify(json) ?? 'nothing'} where ${expected} was expected`);
  };
  switch (meaning.as) {
    case 'ids':
      return Array.isArray(json) && json.every((id) => Number.isInteger(id) && id >= 0 && id < 31)
        ? idSetOf(json)
        : refuse('a set of ids');
    case 'flag':
      return typeof json === 'boolean' ? json : refuse('true or false');
    case 'word':
      return typeof json === 'string' ? json : refuse('a word');
    default:
      if (json === null && bias === 1) return -1;
      return Number.isInteger(json) ? json : refuse('a whole number');
  }
}
export const contentToJson = (
  fields: Readonly<Record<string, Field>>,
  content: Content,
): { [name: string]: Json } =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, fieldToJson(field, content[name])]),
  );
export const contentFromJson = (fields: Readonly<Record<string, Field>>, json: Json | undefined): Content => {
  // Of {} a trace cannot tell whether it is a set without members, or a message without content.
  const isEmpty = Object.keys(fields).length === 0 && Array.isArray(json) && json.length === 0;
  const values = isEmpty ? {} : asObject(json);
  const other = Object.keys(values).find((name) => !Object.hasOwn(fields, name));
  if (other !== undefined)
    throw new Error(`there is no ${other} here, only ${Object.keys(fields).join(', ')}`);
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, fieldFromJson(field, values[name])]),
  );
};
function asObject(json: Json | undefined): { readonly [name: string]: Json } {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Error(`${JSON.stringify(json) ?? 'nothing'} where a record was expected`);
  return json as { readonly [name: string]: Json };
}

/** Compares by value, element by element: the canonical order of messages in flight. */
export function compareJson(a: Json, b: Json): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === 'object' && typeof b === 'object') {
    const [left, right] = [Object.values(a), Object.values(b)];
    for (let i = 0; i < Math.min(left.length, right.length); i++) {
      const order = compareJson(left[i]!, right[i]!);
      if (order !== 0) return order;
    }
    return left.length - right.length;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What a view shows, as JSON. */
export function toJson(schema: Schema, view: any): Json {
  switch (schema.kind) {
    case 'field':
      return fieldToJson(schema, view);
    case 'record':
      return Object.fromEntries(
        Object.entries((schema as RecordOf).fields).map(([name, part]) => [name, toJson(part, view[name])]),
      );
    case 'optional':
      return view.present ? contentToJson(schema.fields, view) : null;
    case 'map':
      return view.map((element: unknown) => toJson(schema.element, element));
    case 'log':
      return Array.from({ length: view.endOffset }, (_, offset) =>
        contentToJson(schema.fields, view.at(offset)),
      );
    default:
      return messagesToJson(schema.fields, view);
  }
}
function messagesToJson(fields: Readonly<Record<string, Field>>, view: unknown): Json {
  const part = partOf(view);
  if (part?.kind !== 'messages') throw new Error('These are no messages of a state.');
  const { messages } = part;
  const hand = messages.makeHand();
  return Array.from({ length: messages.size }, (_, place) => {
    messages.pick(place, hand);
    return contentToJson(fields, hand as Content);
  }).sort(compareJson);
}

/**
 * Writes JSON to a view in which nothing has been written yet.
 *
 * @throws Error where the JSON has not the shape, or a value not the range, that the schema states.
 */
export function writeJson(schema: Schema, json: Json, view: any, bounds: Bounds): void {
  switch (schema.kind) {
    case 'field':
      throw new Error('A field is written through the record that it is in.');
    case 'record': {
      const values = asObject(json);
      for (const [name, part] of Object.entries((schema as RecordOf).fields)) {
        if (part.kind === 'field') view[name] = fieldFromJson(part, values[name]);
        else writeJson(part, values[name]!, view[name], bounds);
      }
      return;
    }
    case 'optional':
      if (json !== null) view.put(contentFromJson(schema.fields, json));
      return;
    default: {
      if (!Array.isArray(json)) throw new Error(`${JSON.stringify(json)} where a list was expected`);
      if (schema.kind === 'map') {
        const members = sizeIn(schema.keys.size, bounds);
        if (json.length !== members) throw new Error(`${json.length} elements where there are ${members}`);
        json.forEach((element, id) => writeJson(schema.element, element, view[id], bounds));
      } else if (schema.kind === 'log') {
        for (const one of json) view.append(contentFromJson(schema.fields, one));
      } else {
        for (const one of json) view.add(contentFromJson(schema.fields, one));
      }
    }
  }
}
