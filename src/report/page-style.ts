/** The style of every page: light and dark by the reader's own setting, plain on paper, no font or picture from elsewhere. */
export const pageStyle = `
:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --faint: #55606c; --line: #d5dae0; --panel: #f4f6f8;
  --mark: #0b5cad; --bar: #5b8fc4; --warn: #9a3412; --good: #17653a; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181d; --text: #e8ebee; --faint: #a9b3be; --line: #37404a;
  --panel: #1d232a; --mark: #8cc0f5; --bar: #4d86bd; --warn: #fdba8c; --good: #86dba9; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
p, ul, ol { max-width: 46rem; }
a { color: var(--mark); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .5rem; }
.lead { color: var(--faint); margin-top: 0; }
.verdict { font-size: 1.15rem; padding: .9rem 1.1rem; background: var(--panel); border-left: .35rem solid var(--good); max-width: none; }
.verdict.missed { border-left-color: var(--warn); }
.note { color: var(--faint); font-size: .9rem; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; min-width: 24rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom-width: 2px; font-size: .9rem; }
.number { text-align: right; white-space: nowrap; }
dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .3rem 1rem; margin: .5rem 0; }
dt { color: var(--faint); }
dd { margin: 0; overflow-wrap: anywhere; }
pre { background: var(--panel); padding: .8rem 1rem; overflow-x: auto; font-size: .875rem; }
code { font-family: ui-monospace, "Liberation Mono", Menlo, monospace; font-size: .9em; overflow-wrap: anywhere; }
th code { overflow-wrap: normal; white-space: nowrap; }
pre code { font-size: 1em; overflow-wrap: normal; }
figure { margin: 1rem 0; }
figcaption { color: var(--faint); font-size: .9rem; }
svg { display: block; width: 100%; max-width: 44rem; height: auto; }
svg text { fill: var(--text); font-size: 12px; }
svg .axis { fill: var(--faint); }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .bar { fill: var(--bar); }
svg .bar.marked { fill: var(--warn); }
svg .point { fill: var(--bar); stroke: var(--bar); stroke-width: 1.5; fill-opacity: .75; }
svg .point.missed { fill: none; stroke: var(--faint); }
svg .chosen { fill: none; stroke: var(--warn); stroke-width: 2.5; }
svg .name { font-weight: 600; }
svg .limit { stroke: var(--warn); stroke-width: 1.5; stroke-dasharray: 5 4; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print { :root { color-scheme: light; --ground: #fff; --text: #000; --faint: #333; --line: #999; --panel: #f3f3f3;
  --mark: #000; --bar: #777; --warn: #000; --good: #000; }
  body { padding: 0; max-width: none; font-size: 10.5pt; } .skip { display: none; } .scroll { overflow: visible; }
  h2, h3 { break-after: avoid; } figure, tr, .verdict { break-inside: avoid; } pre { white-space: pre-wrap; } }
`;
