import type { Actor, Arrow, Scene } from '#checker/scene';
import { NotDrawn, stage } from '#checker/staged';
import type { Search } from '#checker/search';
import { showChosen } from '#checker/trace';
import { isWalk } from '#checker/trace-text';
import { InputError } from '../errors.js';
import { sentenceOf, storyOf, type Note } from '../narration.js';
import type { LocatedTrace, LocatedWalk } from '../traces.js';
import { plainScene } from './plain-scene.js';

/** A state of a trace, and the step that led to it. */
export interface Frame {
  /** 0 for the initial state, and from 1 on for the steps. */
  readonly number: number;
  readonly sentence: string;
  /** The step as a trace has it; of the initial state nothing. */
  readonly action: string;
  readonly changes: readonly string[];
  /** Why it is not possible, if it is one that must not be. */
  readonly refusal?: string;
  readonly before: readonly Actor[];
  readonly actors: readonly Actor[];
  readonly arrows: readonly Arrow[];
  /** What else there is to say of it, beside its sentence. */
  readonly note?: string;
}
/** What somebody found out about a trace, for a picture to mark. */
export interface Findings {
  /** The first state from which steps of the protocol alone can lead to it, and what is said of that. */
  readonly turningPoint?: Note;
  /** What is broken by the last step, and whose lanes show it. */
  readonly broken?: { readonly text: string; readonly actors?: readonly string[] };
  /** What it comes to, in a sentence. */
  readonly outcome?: string;
  /** By the number of a step. */
  readonly notes?: Readonly<Record<number, string>>;
}
export interface Picture extends Findings {
  readonly title: string;
  readonly story: readonly string[];
  readonly bounds: string;
  /** What the colours tell apart. */
  readonly colours?: string;
  readonly frames: readonly Frame[];
}

/** More is not looked at by anybody, and no browser shows it gladly. */
const MOST_STEPS = 500;

/**
 * What there is to draw of a trace or a walk whose steps can be taken.
 *
 * @throws InputError where the scene of its protocol fails, and for a trace that is too long to be looked at.
 */
export function pictureOf(
  file: LocatedTrace | LocatedWalk,
  { protocol, bounds }: Pick<Search, 'protocol' | 'bounds'>,
  findings: Findings = {},
): Picture {
  if (file.steps.length > MOST_STEPS)
    throw new InputError(
      `A picture shows ${MOST_STEPS} steps at most, and these are ${file.steps.length}. Make the trace shorter first: see \`npx tidemark shrink --help\`.`,
    );
  const scene: Scene = protocol.scene ?? plainScene(protocol.schema);
  const { machine, told, staged } = shown(() => ({
    ...storyOf({ name: file.protocol, protocol, bounds }, file.steps),
    staged: stage(protocol, bounds, file.steps, scene),
  }));
  const noteOf = (number: number) => {
    const note = findings.notes?.[number];
    return note === undefined ? {} : { note };
  };
  const initial = { number: 0, sentence: 'At first.', action: '', changes: [], arrows: [] };
  const [first] = staged;
  return {
    ...findings,
    title: isWalk(file) ? `${file.protocol}: ${file.shows}` : `${file.protocol}, ${file.property}`,
    story: paragraphs(file.story),
    bounds: Object.entries(bounds)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
    ...(scene.colours !== undefined && { colours: scene.colours }),
    frames: [
      { ...initial, ...noteOf(0), before: first!.actors, actors: first!.actors },
      ...told.map((one, i): Frame => {
        const action = [one.step.action, ...showChosen(machine, one.step)].join(' ');
        return {
          number: i + 1,
          sentence: sentenceOf(one) ?? action,
          action,
          changes: one.changes.map(({ path, text }) => `${path} ${text}`),
          ...(one.refusal !== undefined && { refusal: one.refusal }),
          before: staged[i]!.actors,
          ...staged[i + 1]!,
          ...noteOf(i + 1),
        };
      }),
    ],
  };
}
function shown<T>(draw: () => T): T {
  try {
    return draw();
  } catch (error) {
    if (error instanceof NotDrawn) throw new InputError(error.message);
    throw error;
  }
}
const paragraphs = (lines: readonly string[]): string[] =>
  lines
    .join('\n')
    .split(/\n\s*\n/)
    .map((one) => one.replaceAll(/\s+/g, ' ').trim())
    .filter((one) => one !== '');
