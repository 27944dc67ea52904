import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stepLines, traceName } from '#checker/trace-text';
import { certificateText, howShort } from '#explore/describe';
import type { Minimal } from '#explore/minimise';
import { SAVED } from '#explore/saved-traces';
import type { Job } from './job.js';
import type { Context } from './registry.js';
import { plural } from './render.js';
import type { Selected } from './select.js';
import { readTrace, traceFileName, writeTrace } from './traces.js';

/** A violation that was found by other means than an exhaustive search, and what is known of its length. */
export interface Found {
  readonly job: Job;
  readonly protocol: Selected['protocol'];
  readonly property: string;
  readonly minimal: Minimal;
  /** How many steps it had at first. */
  readonly foundIn: number;
}

/** How a violation reads. */
export function violationLines({ job, protocol, property, minimal, foundIn }: Found): string[] {
  const { steps, certificate } = minimal;
  const before = foundIn > steps.length ? `, found as ${grouped(foundIn)}` : '';
  return [
    `  ✗  ${property}  violated in ${plural(steps.length, 'step')}${before}`,
    `     ${certificateText(certificate)}`,
    '',
    ...stepLines(protocol, job.bounds, steps).map((line) => `  ${line}`),
    '',
  ];
}
const grouped = (n: number): string => n.toLocaleString('en-US');

/**
 * Writes a violation to `.tidemark/`, or among the golden traces, unless one that is as short lies there.
 *
 * @returns The path of the file, from where the command runs, and what was done.
 */
export function saveViolation(
  { job, protocol, property, minimal: { steps, certificate } }: Found,
  isGolden: boolean,
  { root }: Context,
): { readonly path: string; readonly remark: string } {
  const here = process.cwd();
  const golden = traceFileName(job.protocol, property, job.bounds, protocol.bounds);
  const from = isGolden ? root : here;
  const file = isGolden
    ? golden
    : join(SAVED, traceName({ protocol: job.protocol, property, bounds: job.bounds }, protocol.bounds));
  const path = relative(here, join(from, file));
  if (isGolden && existsSync(join(root, file)) && readTrace(file, root).steps.length <= steps.length)
    return { path, remark: `${path} is as short, and stays as it is.` };
  writeTrace(file, from, job, property, steps, protocol, howShort(certificate));
  return { path, remark: `Saved in ${path}.` };
}
