import type { Field, LogOf, MapOf, MessagesOf, RecordOf, Schema } from './schema.js';
import { compareJson, fieldFromJson, type Json } from './value.js';

/** States, steps and what changed, as people read them. */
type Fields = Readonly<Record<string, Field>>;
type JsonRecord = { readonly [name: string]: Json };

export function showField({ meaning }: Field, json: Json): string {
  if (json === null) return 'none';
  if (meaning.as === 'ids') return `{${(json as readonly number[]).join(',')}}`;
  return String(json);
}
export const showContent = (fields: Fields, content: JsonRecord): string =>
  `{${Object.entries(fields)
    .map(([name, field]) => `${name}:${showField(field, content[name]!)}`)
    .join(',')}}`;

function showRecord({ fields, show }: LogOf, record: JsonRecord): string {
  if (show === undefined) return showContent(fields, record);
  const values = Object.entries(fields).map(([name, field]) => [name, fieldFromJson(field, record[name])]);
  return show(Object.fromEntries(values) as never);
}
/** A variable, with all that is in it. */
export function showJson(schema: Schema, json: Json): string {
  switch (schema.kind) {
    case 'field':
      return showField(schema, json);
    case 'log':
      return `[${(json as readonly JsonRecord[]).map((one) => showRecord(schema, one)).join(' ')}]`;
    case 'set':
    case 'bag':
      return `{${(json as readonly JsonRecord[]).map((one) => showContent(schema.fields, one)).join(' ')}}`;
    case 'optional':
      return json === null ? 'none' : showContent(schema.fields, json as JsonRecord);
    case 'map':
      return `[${(json as readonly Json[]).map((one) => showJson(schema.element, one)).join(' ')}]`;
    case 'record':
      return `{${Object.entries((schema as RecordOf).fields)
        .map(([name, part]) => `${name}:${showJson(part, (json as JsonRecord)[name]!)}`)
        .join(',')}}`;
  }
}

/** A variable that a step changed. */
export interface Change {
  readonly path: string;
  /** What it was and became, `none→0`; of messages those that came and went, `+{...}`. */
  readonly text: string;
}
/** What differs between two states of one schema, in the order of its variables. */
export function changesBetween(schema: Schema, before: Json, after: Json, path = ''): Change[] {
  switch (schema.kind) {
    case 'record':
      return Object.entries((schema as RecordOf).fields).flatMap(([name, part]) =>
        changesBetween(
          part,
          (before as JsonRecord)[name]!,
          (after as JsonRecord)[name]!,
          path ? `${path}.${name}` : name,
        ),
      );
    case 'map':
      return (before as readonly Json[]).flatMap((element, id) =>
        changesBetween((schema as MapOf).element, element, (after as readonly Json[])[id]!, `${path}[${id}]`),
      );
    case 'set':
    case 'bag':
      return messagesBetween(schema, before as readonly JsonRecord[], after as readonly JsonRecord[], path);
    default: {
      // Also where a log's own way to show its records does not tell what changed.
      if (compareJson(before, after) === 0) return [];
      return [{ path, text: `${showJson(schema, before)}→${showJson(schema, after)}` }];
    }
  }
}
function messagesBetween(
  { fields }: MessagesOf,
  before: readonly JsonRecord[],
  after: readonly JsonRecord[],
  path: string,
): Change[] {
  const texts = (messages: readonly JsonRecord[]): string[] =>
    messages.map((one) => showContent(fields, one));
  const less = (all: string[], some: string[]): string[] => {
    const left = [...some];
    return all.filter((text) => {
      const at = left.indexOf(text);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const [was, is] = [texts(before), texts(after)];
  const text = [...less(was, is).map((gone) => `-${gone}`), ...less(is, was).map((come) => `+${come}`)].join(
    ' ',
  );
  return text === '' ? [] : [{ path, text }];
}
