import { KINDS, type Action } from './action.js';
import type { BoundDeclarations } from './bounds.js';
import type { RecordOf, Schema } from './schema.js';
import type { Identified, Optional, StateOf } from './view.js';

/** What the views of a state call their own, so that no variable may have that name. */
type Owned<T> = Record<keyof T, true>;
const ofElement: Owned<Identified> = { id: true };
const ofOptional: Owned<Optional<unknown>> = { present: true, put: true, clear: true };
const ofState: Owned<Pick<StateOf<never>, 'bounds'>> = { bounds: true };
/** What a command that searches for a trace says beside the bounds. */
const ofCommand = { property: true, limit: true };
/** Names that every object has. */
const ofObject = Object.fromEntries(Object.getOwnPropertyNames(Object.prototype).map((name) => [name, true]));

const isPlain = (name: string): boolean => /^[A-Za-z][A-Za-z0-9]*$/.test(name);

function checkName(what: string, name: string, ...owned: object[]): void {
  if (!isPlain(name))
    throw new Error(`${what} is named "${name}": a name is a letter, followed by letters and digits.`);
  if ([ofObject, ...owned].some((names) => Object.hasOwn(names, name)))
    throw new Error(
      `${what} is named "${name}", which is a name that the checker gives a meaning of its own.`,
    );
}

function checkFields(path: string, fields: Readonly<Record<string, Schema>>, ...owned: object[]): void {
  for (const [name, field] of Object.entries(fields)) {
    checkName(`A variable ${path ? `of ${path}` : 'of the state'}`, name, ...owned);
    checkSchema(path ? `${path}.${name}` : name, field);
  }
}
/** A trace holds the content of messages, and is read without a look at what they are. */
function checkWords(path: string, fields: Readonly<Record<string, Schema>>): void {
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind !== 'field' || field.meaning.as !== 'word') continue;
    const unread = field.meaning.words.find(
      (word) => !/^[A-Za-z][A-Za-z0-9_-]*$/.test(word) || ['none', 'true', 'false'].includes(word),
    );
    if (unread !== undefined)
      throw new Error(
        `A word of ${path}.${name} is "${unread}": a trace could not be read back with it. A word of a message is a ` +
          'letter, followed by letters, digits, - and _; and none, true and false are no words.',
      );
  }
}
function checkSchema(path: string, schema: Schema, ...owned: object[]): void {
  if (schema.kind === 'field') return;
  if (schema.kind === 'map') return checkSchema(`${path}[]`, schema.element, ofElement);
  if (schema.kind === 'set' || schema.kind === 'bag') checkWords(path, schema.fields);
  checkFields(path, schema.fields, ...owned, ...(schema.kind === 'optional' ? [ofOptional] : []));
}

/**
 * Refuses a word that there is not: what is misspelt would be left out, and without a guard more is possible, without a
 * constraint more is searched.
 *
 * @throws Error
 */
export function checkWordsOf(what: string, parts: object, known: readonly string[]): void {
  const other = Object.keys(parts).find((word) => !known.includes(word));
  if (other !== undefined) throw new Error(`${what} has no word ${other}: there are ${known.join(', ')}.`);
}
const OF_ACTION = ['kind', 'choose', 'when', 'room', 'then', 'says'];
const OF_PROTOCOL = [
  'bounds',
  'schema',
  'initial',
  'rules',
  'actions',
  'constraints',
  'limits',
  'abstraction',
  'tells',
  'scene',
];

/** Without types, a name that was misspelt or a missing `return` is an action that is none, and would never happen. */
function madeBy<Rules>(name: string, make: (rules: Rules) => Action<never>, rules: Rules): Action<never> {
  if (typeof make !== 'function')
    throw new Error(
      `The action ${name} is ${typeof make}: it must be a function of the rules that returns action({ ... }).`,
    );
  const made: unknown = make(rules);
  if (typeof made !== 'object' || made === null || !('choose' in made) || !('then' in made))
    throw new Error(`The action ${name} returns no action({ ... }).`);
  checkWordsOf(`The action ${name}`, made, OF_ACTION);
  const { kind } = made as Action<never>;
  if (!KINDS.includes(kind))
    throw new Error(`The action ${name} is of kind ${String(kind)}: the kinds are ${KINDS.join(', ')}.`);
  return made as Action<never>;
}

/** What is called by no bound would be reported as one, and there would be none to raise. */
function checkRoom(action: string, name: string, bounds: BoundDeclarations): void {
  if (Object.hasOwn(bounds, name)) return;
  const names = Object.keys(bounds);
  const known = names.length === 0 ? 'there are no bounds' : `the bounds are ${names.join(', ')}`;
  throw new Error(
    `The action ${action} has room under the name ${name}, and ${known}: room stands under the name of the bound that it ` +
      'speaks of, and what speaks of none belongs to when.',
  );
}

/** What of a protocol has names. */
interface Named<Rules> {
  readonly bounds: BoundDeclarations;
  readonly schema: RecordOf<any>;
  readonly rules: Rules;
  readonly actions: Readonly<Record<string, (rules: Rules) => Action<never>>>;
  readonly limits?: Readonly<Record<string, number>>;
}
/** Refuses the names that a model may not give, and an action that was lost on the way. */
export function checkNames<Rules>(parts: Named<Rules>): void {
  const { schema, rules, actions, bounds, limits = {} } = parts;
  checkWordsOf('A protocol', parts, OF_PROTOCOL);
  checkFields('', schema.fields, ofState);
  for (const name of Object.keys(bounds)) {
    checkName('A bound', name, ofCommand);
    if (/^[A-Z]/.test(name)) throw new Error(`A bound is named "${name}": it begins with a small letter.`);
  }
  for (const [name, make] of Object.entries(actions)) {
    checkName('An action', name);
    const { choose, room = {} } = madeBy(name, make, rules);
    for (const choice of Object.keys(choose)) checkName(`A choice of ${name}`, choice);
    for (const bound of Object.keys(room)) checkRoom(name, bound, bounds);
  }
  for (const name of Object.keys(limits))
    if (!Object.hasOwn(actions, name))
      throw new Error(
        `There is a limit on ${name}, and no such action: was it left out with what was taken over?`,
      );
}
