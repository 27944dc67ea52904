import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { plural } from '#checker/words';
import { judgeAgain } from './again.js';
import { quoted } from './quoted.js';
import type { Context } from './registry.js';
import type { Done } from './render.js';
import { fileOf } from './rewrite.js';
import { save, type Saved } from './violation.js';

/** A violation that an exhaustive search has found, and where its trace lies. */
export interface Traced {
  readonly isRecorded: boolean;
  /** The arguments that judge it again. */
  readonly again: string;
  /** Where it was saved; nothing, if it lies among the golden ones. */
  readonly saved: Saved | undefined;
  /** The arguments that replay its trace, if it lies anywhere. */
  readonly replay: string | undefined;
}

/** The violations that searches found. One that no golden trace shows is saved where the command runs. */
export const tracesOf = (done: readonly Done[], context: Context): Traced[] =>
  done.flatMap(({ selected, report }) =>
    report.properties.flatMap(({ name, outcome }): Traced[] => {
      if (outcome.verdict !== 'violated') return [];
      const isRecorded = selected.recorded?.properties.get(name)?.verdict === 'violated';
      const again = judgeAgain(selected.job, name);
      const golden = join(context.root, fileOf(selected, name));
      if (isRecorded && existsSync(golden))
        return [
          {
            isRecorded,
            again,
            saved: undefined,
            replay: `replay ${quoted(relative(process.cwd(), golden))}`,
          },
        ];
      const steps = outcome.trace;
      const saved = save(
        {
          ...selected,
          property: name,
          minimal: { steps, certificate: { kind: 'shortest', states: report.distinctStates } },
          foundIn: steps.length,
          foundBy: again,
        },
        false,
        context,
      );
      return [{ isRecorded, again, saved, replay: saved.next }];
    }),
  );

/** What there is to say of what was saved: of several that were, the number. */
export function savedLines(traced: readonly Traced[]): string[] {
  const remarks = traced.flatMap(({ saved }) => (saved ? [saved] : []));
  const kept = remarks.filter(({ next }) => next !== undefined);
  const failed = remarks.filter(({ next }) => next === undefined).map(({ remark }) => remark);
  const all =
    kept.length > 1
      ? [`${plural(kept.length, 'trace')} of violations that are not recorded are saved in .tidemark/.`]
      : kept.map(({ remark }) => remark);
  return [...all, ...new Set(failed)];
}
