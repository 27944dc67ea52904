import { FONT, MONO, variables } from './theme.js';

/** How wide the words beside a drawing are. */
const WORDS = 340;

/** The style sheet of a page, but for what is drawn. @param drawing How wide a drawing is. */
export const pageStyle = (drawing: number): string => `
:root{color-scheme:light dark;${variables(0)}}
@media screen and (prefers-color-scheme: dark){:root{${variables(1)}}}
*{box-sizing:border-box}
body{margin:0 auto;padding:0 20px 40vh;max-width:${Math.max(900, drawing + WORDS + 90)}px;background:var(--paper);color:var(--ink);font:15px/1.45 ${FONT}}
header{max-width:46rem;padding-top:20px}
h1{font-size:21px;margin:0 0 8px}
header p{margin:0 0 8px}
.bounds,.action,.changes{color:var(--muted)}
.bounds{font-size:12.5px}
svg{display:block;max-width:100%;height:auto}
.legend{max-width:100%}
nav{position:sticky;top:0;z-index:1;display:flex;gap:6px;align-items:center;padding:8px 0;background:var(--paper);border-bottom:1px solid var(--line)}
button{font:inherit;font-size:17px;width:42px;height:32px;color:var(--ink);background:var(--cell);border:1px solid var(--line);border-radius:6px;cursor:pointer}
button:disabled{opacity:.4;cursor:default}
button:focus-visible{outline:2px solid var(--accent)}
output{margin-left:8px;font-variant-numeric:tabular-nums;color:var(--muted)}
.steps{list-style:none;margin:0;padding:0}
.step{display:grid;grid-template-columns:minmax(240px,${WORDS}px) minmax(0,${drawing}px);gap:8px 22px;padding:10px 12px 12px;border-left:4px solid transparent;border-bottom:1px solid var(--line);outline:none;scroll-margin:70px 0 40px}
.step[aria-current]{border-left-color:var(--accent);background:color-mix(in srgb,var(--tint) 45%,transparent)}
.words>*{margin:0 0 5px;overflow-wrap:anywhere}
.sentence{padding-left:26px;position:relative}
.sentence b{position:absolute;left:0;color:var(--muted);font-variant-numeric:tabular-nums}
[aria-current] .sentence b{color:var(--accent)}
del{color:var(--muted)}
.refusal,.broken-by{color:var(--bad)}
.refusal,.note,.turning-point,.action,.changes{padding-left:26px;font-size:13px}
.turning-point,.note{color:var(--turn)}
.turning-point,.broken-by,.outcome{font-weight:700}
.step.turn{background:var(--turn-tint)}
.step.broken{border-bottom-color:var(--bad)}
.action,.changes{font:11.5px/1.4 ${MONO}}
.changes{list-style:none}
footer{padding:8px 16px}
@media (max-width:${Math.round(WORDS + 0.85 * drawing + 90)}px){.step{grid-template-columns:minmax(0,1fr)}}
@media print{
@page{margin:12mm}
body{max-width:none;padding:0;font-size:11.5px;-webkit-print-color-adjust:exact;print-color-adjust:exact}
nav{display:none}
.step{grid-template-columns:minmax(0,1fr);padding:7px 0;border-left:0;break-inside:avoid;background:none}
.action{display:none}
.bounds,.refusal,.note,.turning-point{font-size:11px}
.changes{font-size:8.5px}
.changes li{display:inline}
.changes li+li::before{content:" · "}
}
`;
