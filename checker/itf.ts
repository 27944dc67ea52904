import type { Bounds } from './bounds.js';
import { decode, encode, type Itf } from './itf-value.js';
import type { Protocol } from './protocol.js';
import { record, type RecordOf } from './schema.js';
import { changesBetween } from './show.js';
import { TraceSyntaxError } from './step-text.js';
import { commandOf, isWalk, parseCommand, type TraceFile, type WalkFile } from './trace-text.js';
import { follow, type WalkStep } from './trace.js';
import type { Json } from './value.js';

/** A trace or a walk, and the states that a file says it goes through. */
export interface ItfFile {
  readonly file: TraceFile | WalkFile;
  /** By variable, the initial state first. */
  readonly states: readonly { readonly [variable: string]: Itf }[];
}

const FORMAT = {
  format: 'ITF',
  'format-description': 'https://apalache-mc.org/docs/adr/015adr-trace.html',
};

/**
 * A trace or a walk in the Informal Trace Format, which Apalache and Quint write and read, and viewers show. What they do
 * not speak of is in the `#meta`: of the whole the command, and of each state the step that led there. A step that must
 * not be possible leads to where it stood.
 *
 * @throws NotPossible and NotDisabled, as `follow`.
 */
export function printItf(file: TraceFile | WalkFile, protocol: Protocol, bounds: Bounds): string {
  const { fields } = protocol.schema as RecordOf;
  const { visited } = follow(protocol, bounds, file.steps);
  const states = visited.map(({ step, state }, index) => ({
    '#meta': { index, ...step },
    ...(encode(record(fields), state) as object),
  }));
  const meta = {
    ...FORMAT,
    description: isWalk(file) ? file.shows : `${file.property}, of ${file.protocol}`,
    story: file.story,
    command: commandOf({ ...file, bounds }),
  };
  return `${JSON.stringify({ '#meta': meta, vars: Object.keys(fields), states }, null, 1)}\n`;
}

export const isItf = (text: string): boolean => text.trimStart().startsWith('{');

/** @throws TraceSyntaxError for what is no such file, or has not in its `#meta` what was written there. */
export function parseItf(text: string): ItfFile {
  const fail = (message: string): never => {
    throw new TraceSyntaxError(message, 1);
  };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return fail(
      `this begins as a trace in the Informal Trace Format, and is no JSON: ${(error as Error).message}.`,
    );
  }
  const { '#meta': meta = {}, states } = json as { readonly '#meta'?: unknown; readonly states?: unknown };
  const { command, description = '', story = [] } = meta as Readonly<Record<string, unknown>>;
  if (!Array.isArray(states) || states.length === 0 || !states.every(isObject))
    return fail('a trace in the Informal Trace Format has a list of states.');
  if (typeof command !== 'string' || typeof description !== 'string' || !isTexts(story))
    return fail('its #meta has no command, as in what `replay --itf` writes: what finds it cannot be known.');
  const steps = states.slice(1).map((state, i): WalkStep => {
    const { action, chosen = {}, disabled } = (state['#meta'] ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof action !== 'string' || !isObject(chosen))
      return fail(`the #meta of state ${i + 1} has no action: it is not known which step led there.`);
    return { action, chosen: chosen as WalkStep['chosen'], ...(disabled === true && { disabled }) };
  });
  const { property, ...parsed } = parseCommand(command, 1);
  if (property !== undefined && steps.some((step) => step.disabled))
    return fail(
      'a trace has possible steps only: disabled ones are for walks, whose command is walk <protocol>.',
    );
  const file =
    property === undefined
      ? { ...parsed, shows: description, story, steps }
      : { ...parsed, property, story, steps };
  return { file, states };
}
const isObject = (value: unknown): value is { readonly [name: string]: Itf } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((line) => typeof line === 'string');

/** Where a file first says another state than the model comes to: which state, and what differs. */
export interface Difference {
  /** From 0 on. */
  readonly state: number;
  readonly text: string;
}
export function differenceIn(
  { states }: ItfFile,
  { schema }: Protocol,
  visited: readonly { readonly state: Json }[],
): Difference | undefined {
  for (const [i, { state }] of visited.entries()) {
    const { '#meta': _, ...said } = states[i]!;
    try {
      const changes = changesBetween(schema, decode(record((schema as RecordOf).fields), said), state);
      if (changes.length > 0)
        return {
          state: i,
          text: `it says otherwise than what happens: ${changes.map(({ path, text }) => `${path} ${text}`).join(', ')}.`,
        };
    } catch (error) {
      return { state: i, text: `it cannot be read: ${(error as Error).message}.` };
    }
  }
  return undefined;
}
