import type { Actor, Box, Scene } from '#checker/scene';
import type { LogOf, MapOf, RecordOf, Schema } from '#checker/schema';
import { showJson } from '#checker/show';
import { toJson, type Json } from '#checker/value';

/** The lane of what is nobody's. */
const SHARED = 'shared';

/**
 * What a picture shows of a protocol that has no scene: a lane for each element of its largest map, and one for the rest.
 * What it has is written as in a trace, but for logs, whose records are boxes.
 */
export function plainScene(schema: RecordOf): Scene {
  return {
    actors: (s) => {
      const state = toJson(schema, s) as JsonRecord;
      const lanes = largestMap(schema, state);
      const rest = Object.entries(schema.fields).filter(([name]) => name !== lanes?.name);
      return [
        ...(lanes === undefined
          ? []
          : (state[lanes.name] as readonly Json[]).map((json, id) => ({
              name: `${lanes.name}[${id}]`,
              ...contentOf(lanes.schema.element, json),
            }))),
        ...(rest.length === 0
          ? []
          : [{ name: SHARED, notes: rest.map(([name, part]) => noteOf(name, part, state[name]!)) }]),
      ];
    },
  };
}
type JsonRecord = { readonly [name: string]: Json };

function largestMap(
  { fields }: RecordOf,
  state: JsonRecord,
): { readonly name: string; readonly schema: MapOf } | undefined {
  const maps = Object.entries(fields).flatMap(([name, schema]) =>
    schema.kind === 'map' ? [{ name, schema, size: (state[name] as readonly Json[]).length }] : [],
  );
  return maps.filter(({ size }) => size > 0).toSorted((a, b) => b.size - a.size)[0];
}
function contentOf(schema: Schema, json: Json): Omit<Actor, 'name'> {
  if (schema.kind !== 'record') return { notes: [showJson(schema, json)] };
  const parts = Object.entries((schema as RecordOf).fields);
  const log = parts.find(([, part]) => part.kind === 'log');
  return {
    ...(log && { log: boxesOf(log[1] as LogOf, (json as JsonRecord)[log[0]]!) }),
    notes: parts
      .filter((part) => part !== log)
      .map(([name, part]) => noteOf(name, part, (json as JsonRecord)[name]!)),
  };
}
const boxesOf = (schema: LogOf, json: Json): Box[] =>
  (json as readonly Json[]).map((one) => ({ text: showJson(schema, [one]).slice(1, -1) }));
const noteOf = (name: string, schema: Schema, json: Json): string => `${name} ${showJson(schema, json)}`;
