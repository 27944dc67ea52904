import type { TraceStep, WalkStep } from './trace.js';
import type { Json } from './value.js';

/** Text that is no trace and no walk. */
export class TraceSyntaxError extends Error {
  constructor(
    message: string,
    /** From 1 on. */
    readonly line: number,
  ) {
    super(message);
  }
}

/** What is written behind a step that must not be possible where it stands. */
export const DISABLED = '-> disabled';

/**
 * A line of a trace or a walk: a number, an action, what it chooses, and what that changed, which is not read.
 *
 * @throws TraceSyntaxError
 */
export function parseStep(text: string, line: number, expected: number): WalkStep {
  const fail = (message: string): never => {
    throw new TraceSyntaxError(message, line);
  };
  const [head, number, action] =
    /^\s*(\d+)\s+([A-Za-z][A-Za-z0-9]*)/.exec(text) ??
    fail(`"${text.trim()}" is no step: a number, an action, and what it chooses.`);
  if (Number(number) !== expected) fail(`step ${expected} is missing: here is ${number}.`);
  const reader = new Reader(text, head.length, fail);
  const chosen: Record<string, Json> = {};
  for (let name = reader.choice(); name !== undefined; name = reader.choice()) {
    if (Object.hasOwn(chosen, name)) fail(`${name} is chosen twice.`);
    chosen[name] = reader.chosen();
  }
  const step: TraceStep = { action: action!, chosen };
  const rest = reader.rest().replaceAll(/\s+/g, ' ');
  if (!rest.startsWith('->')) return step;
  if (rest !== DISABLED)
    fail(`"${rest}" says nothing: a step that must not be possible ends in ${DISABLED}.`);
  return { ...step, disabled: true };
}

/** Reads values: a number, none, true, a word, a set of ids {0,2}, or the content of a message {isr:{0},version:1}. */
class Reader {
  constructor(
    private readonly text: string,
    private at: number,
    private readonly fail: (message: string) => never,
  ) {}
  private take(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern, 'y');
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (found) this.at += found[0].length;
    return found ?? undefined;
  }
  /** The name of the next choice, if there is one before what the step changed. */
  choice(): string | undefined {
    return this.take(/\s+([A-Za-z][A-Za-z0-9]*)=/)?.[1];
  }
  /** What stands behind the choices. */
  rest(): string {
    return this.text.slice(this.at).trim();
  }
  /** A value that a step chose, and nothing but space behind it. */
  chosen(): Json {
    const value = this.value();
    if (!this.take(/(?=\s|$)/)) this.fail(`the value ends at column ${this.at}, and something follows.`);
    return value;
  }
  private value(): Json {
    if (this.take(/\{/)) return this.braced();
    const word =
      this.take(/-?\d+|[A-Za-z][A-Za-z0-9_-]*/)?.[0] ??
      this.fail(`a value is missing at column ${this.at + 1}.`);
    if (/^-?\d+$/.test(word)) return Number(word);
    return word === 'none' ? null : word === 'true' ? true : word === 'false' ? false : word;
  }
  private braced(): Json {
    if (this.take(/\}/)) return [];
    const ids: Json[] = [];
    const fields: Record<string, Json> = {};
    do {
      const name = this.take(/([A-Za-z][A-Za-z0-9]*):/)?.[1];
      if (name === undefined) ids.push(this.value());
      else if (Object.hasOwn(fields, name)) this.fail(`${name} is there twice at column ${this.at}.`);
      else fields[name] = this.value();
    } while (this.take(/,/));
    if (!this.take(/\}/)) this.fail(`} is missing at column ${this.at + 1}.`);
    if (ids.length === 0) return fields;
    if (Object.keys(fields).length > 0)
      this.fail(`braces hold a set of ids, or the content of a message, but not both: column ${this.at}.`);
    return ids;
  }
}
