import colours from 'picocolors';
import { plural } from '#checker/words';
import { narrated } from './narration.js';
import { cutText, type Done } from './render.js';
import { stopName } from './json.js';

/** A shortest way to where a search has found no step to be possible, and what stops steps there; or that there is none. */
export function terminalLines({ selected: { job, protocol }, report, terminal }: Done): string[] {
  const name = colours.bold(job.protocol);
  if (terminal === undefined)
    return [
      report.complete
        ? `${name}: there is no terminal state: from each, some step is possible.`
        : `${name}: no terminal state was found, as far as the search went.`,
      '',
    ];
  const { trace, stops } = terminal;
  return [
    `${name}: a terminal state, from which no step is possible, after ${plural(trace.length, 'step')}:`,
    ...narrated({ name: job.protocol, protocol, bounds: job.bounds }, trace),
    ...stops.map(({ action, by }) => `    There ${cutText(by)} keeps ${action} from happening.`),
    ...(stops.length === 0 ? ['    No bound and no limit stops a step there.'] : []),
    '',
  ];
}

/** The same for programs; null, if there is none. */
export const terminalJson = ({ terminal }: Done) =>
  terminal === undefined
    ? null
    : {
        steps: terminal.trace.length,
        trace: terminal.trace,
        stoppedBy: terminal.stops.map(({ action, by }) => ({ action, by: stopName(by) })),
      };
