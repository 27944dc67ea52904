import colours from 'picocolors';
import type { Bounds } from '#checker/bounds';
import type { Protocol } from '#checker/protocol';
import { DISABLED } from '#checker/step-text';
import { NotTold, tell, type Told } from '#checker/story';
import { showChosen, type WalkStep } from '#checker/trace';
import { GAP, terminalWidth } from './fitted.js';
import { columns } from './columns.js';
import { tellWithout } from './untold.js';

/** How wide a sentence may be, beside the number of its step, and how narrow, on a terminal that is. */
const WIDTH = 104;
const NARROWEST = 40;
const widthHere = (): number => Math.max(NARROWEST, Math.min(WIDTH, (terminalWidth() ?? Infinity) - 6));

/** A protocol whose steps are told, and the name by which it is known. */
export interface Tellable {
  readonly name: string;
  readonly protocol: Protocol;
  readonly bounds: Bounds;
}
/** What is to be noted of a state of a trace, behind so many of its steps. */
export interface Note {
  readonly after: number;
  readonly text: string;
}

/**
 * Steps in words, and below each, as a trace has them, the step and what it changed, a line each, or why it is disabled.
 * A step for which its protocol has no words, or none that do not fail, is shown without.
 *
 * @throws NotPossible, NotDisabled
 */
export function narrated(by: Tellable, steps: readonly WalkStep[], note?: Note): string[] {
  const { machine, told } = storyOf(by, steps);
  const noted = (after: number): string[] =>
    note?.after === after ? wrapped('  ', note.text).map((line) => colours.yellow(line)) : [];
  const lines = told.flatMap((one, i) => {
    const { step, changes, refusal } = one;
    const number = String(i + 1).padStart(2);
    const action = [step.action, ...showChosen(machine, step), ...(refusal ? [DISABLED] : [])].join(' ');
    const sentence = sentenceOf(one);
    const dim = (text: string): string => colours.dim(`      ${text}`);
    return [
      ...(sentence === undefined ? [`${number}  ${action}`] : [...wrapped(number, sentence), dim(action)]),
      ...(refusal ? wrapped('    ', refusal).map((line) => colours.dim(line)) : []),
      ...changes.map(({ path, text }) => dim(`${path} ${text}`)),
      ...noted(i + 1),
    ];
  });
  return [...noted(0), ...lines];
}
/** Steps in words, as far as these do not fail. @throws NotPossible, NotDisabled */
export function storyOf(by: Tellable, steps: readonly WalkStep[]): ReturnType<typeof tell> {
  const { name, protocol, bounds } = by;
  try {
    return tell(protocol, bounds, steps);
  } catch (error) {
    if (!(error instanceof NotTold)) throw error;
    const of = error.word === 'says' ? error.step.action : 'the protocol';
    tellWithout(`${error.message} Mend the ${error.word} of ${of}, or leave it out.`, {
      what: 'protocol',
      name,
    });
    return storyOf({ ...by, protocol: without(protocol, error) }, steps);
  }
}
/** A protocol without the words that failed. */
function without(protocol: Protocol, { word, step: { action } }: NotTold): Protocol {
  if (word === 'tells') {
    const { tells: _, ...rest } = protocol;
    return rest;
  }
  const make = (rules: unknown): ReturnType<Protocol['actions'][string]> => {
    const { says: _, ...rest } = protocol.actions[action]!(rules);
    return rest;
  };
  return { ...protocol, actions: { ...protocol.actions, [action]: make } };
}

/** What happens, or what cannot, as a sentence; nothing, where the protocol has no words for it. */
export function sentenceOf({ says, tells, refusal }: Told): string | undefined {
  if (says === undefined) return undefined;
  if (refusal !== undefined) return `(Not possible here: ${says}.)`;
  const all = tells.length === 0 ? says : `${says}: ${tells.join('; ')}`;
  return `${all[0]!.toUpperCase()}${all.slice(1)}.`;
}
/** Text beside something, wrapped. */
export function wrapped(beside: string, text: string): string[] {
  const width = widthHere();
  if (text.length <= width) return [`${beside}  ${text}`];
  return columns([[beside, text]], ['left', 'left'], [null, width + GAP]).split('\n');
}
