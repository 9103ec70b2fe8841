/** How the page looks: by day, by night, on a telephone, on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #fff; --panel: #f5f7fa; --ink: #1b2129; --soft: #55606e; --line: #d5dbe3;
  --accent: #1f6fc4; --link: #0b5cad; --good: #187a35; --fair: #8a5a00; --bad: #b42318; --plain: #76808d;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --back: #10151c; --panel: #18202a; --ink: #e5ebf2; --soft: #a2aebc; --line: #323d4a;
    --accent: #4c9bf0; --link: #7ab8ff; --good: #52c878; --fair: #e0a94a; --bad: #ff8b80; --plain: #8d99a8;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
body > *, .tools { padding: 0 max(1.25rem, 50vw - 41rem); }
[hidden] { display: none !important; }
a { color: var(--link); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; font-weight: 600; }
h2 { font-size: 1.3rem; margin: 2.75rem 0 0.75rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 0.5rem; }
p { margin: 0.5rem 0; max-width: 75ch; }
code { font: inherit; overflow-wrap: anywhere; }
small code { font: 0.95em ui-monospace, monospace; }
small, dt, em, .kind, .count, footer { color: var(--soft); }
small { font-size: 0.87em; }
dl, dd, ul, figure { margin: 0; padding: 0; }
ul { padding-left: 1.25rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.verdict { border-top: 6px solid var(--mark); background: var(--panel); border-bottom: 1px solid var(--line); padding-top: 1.5rem; padding-bottom: 1.5rem; --mark: var(--bad); }
.clean { --mark: var(--good); } .incomplete { --mark: var(--fair); }
.kind { margin: 0; font-size: 0.85rem; letter-spacing: 0.04em; text-transform: uppercase; }
.word { display: block; font-size: 2.2rem; font-weight: 700; color: var(--mark); }
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; font-size: 0.9rem; }
.facts div { display: flex; gap: 0.5rem; } .facts dd { overflow-wrap: anywhere; }
.lines { list-style: none; padding: 0; margin: 1.25rem 0 0; }
.lines li { border-left: 4px solid var(--plain); padding: 0.3rem 0.75rem; margin: 0.4rem 0; background: var(--back); overflow-wrap: anywhere; }
.lines b { margin-right: 0.4rem; }
.lines .Problem { border-color: var(--bad); } .lines .Warning { border-color: var(--fair); }
.lines .Problem b { color: var(--bad); } .lines .Warning b { color: var(--fair); }
.numbers { display: grid; grid-template-columns: repeat(5, 1fr); gap: 0.75rem; margin-top: 1.25rem; }
.numbers div { display: flex; flex-direction: column-reverse; justify-content: flex-end; background: var(--back); border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem 0.75rem; }
.numbers dt { font-size: 0.8rem; line-height: 1.3; } .numbers dd { font-size: 1.5rem; font-weight: 600; line-height: 1.3; }

nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0.75rem 0; }
.tools { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; padding-top: 0.6rem; padding-bottom: 0.6rem; background: var(--panel); border-block: 1px solid var(--line); }
.tools label { display: flex; gap: 0.5rem; align-items: center; }
.tools output { flex-basis: 100%; font-size: 0.85rem; color: var(--soft); } .tools output:empty { position: absolute; }
input, select { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--plain); border-radius: 4px; padding: 0.25rem 0.5rem; min-width: 0; }
input { width: 22rem; max-width: 60vw; }

.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.5rem 2rem; }
figcaption { font-weight: 600; margin-bottom: 0.5rem; }
svg { display: block; width: 100%; max-width: 34rem; fill: var(--accent); }
svg text { font-size: 12px; fill: var(--soft); } svg .value { fill: var(--ink); font-weight: 600; }
.shares { margin: 1rem 0; } .shares svg { max-width: none; height: 1rem; border-radius: 4px; }
.shares ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; padding: 0.5rem 0; }
.shares li::before { content: ""; display: inline-block; width: 0.75rem; height: 0.75rem; border-radius: 2px; margin-right: 0.4rem; background: var(--c); }
.shares .good { fill: var(--good); --c: var(--good); } .shares .fair { fill: var(--fair); --c: var(--fair); }
.shares .plain { fill: var(--plain); --c: var(--plain); } .shares .bad { fill: var(--bad); --c: var(--bad); }

.count { font-weight: 400; margin-left: 0.35rem; } .count::before { content: attr(data-shown); }
.all { font: inherit; color: var(--link); background: none; border: 1px solid var(--line); border-radius: 4px; padding: 0.4rem 1rem; margin-top: 0.75rem; cursor: pointer; }
.none .scroll { display: none; } .none > h2::after, .none > h3::after { content: " – no row fits"; font-weight: 400; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; font-weight: 400; }
thead { position: sticky; top: var(--tools, 3.2rem); z-index: 1; } thead th { background: var(--panel); font-weight: 600; overflow-wrap: normal; }
tbody th b, td b { display: block; font-weight: 600; } td small, tbody th small { display: block; }
tbody tr:hover { background: var(--panel); }
.number { text-align: right; }
.group th { background: var(--panel); padding-top: 0.75rem; } .group b, .group small, .group code { display: inline; margin-right: 0.6rem; }
.state { color: var(--soft); } .state.active { color: var(--good); }
thead button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: left; }
thead button::after { content: " ↕"; color: var(--soft); }
[aria-sort="ascending"] button::after { content: " ↑"; } [aria-sort="descending"] button::after { content: " ↓"; }
.reasons tr > :nth-child(-n + 3), .expired tr > :nth-child(1), .unmatched tr > :nth-child(1) { width: 9%; }
.reasons tr > :nth-child(4) { width: 25%; }
.findings tr > :nth-child(1) { width: 20%; } .findings tr > :nth-child(2) { width: 32%; }
.excepted tr > :nth-child(2) { width: 24%; } .excepted tr > :nth-child(6) { width: 9%; }
.holders tr > :nth-child(n + 2), .unlisted tr > :nth-child(n + 2) { width: 12%; text-align: right; }
.tokens tr > :nth-child(1) { width: 24%; } .tokens tr > :nth-child(2) { width: 27%; } .tokens tr > :nth-child(3) { width: 8%; }
.reasons tr > :nth-child(3), .expired tr > :nth-child(1), .unmatched tr > :nth-child(1) { text-align: right; }
.findings .group > th { width: 100%; }
.settings { columns: 20rem 3; font-size: 0.9rem; } .settings div { break-inside: avoid; overflow-wrap: anywhere; } .settings dt, .settings dd { display: inline; } .settings dt::after { content: ": "; }
footer { padding-top: 2rem; padding-bottom: 2rem; font-size: 0.85rem; }

/* With the script, long tables show their first rows until somebody asks for all: what is not shown costs no time. */
@media screen {
  .opening tbody tr:nth-child(n + 501), .opening tbody:nth-of-type(n + 501), .later { display: none; }
}
@media screen and (max-width: 60rem) {
  .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; }
  .excepted, .reasons, .expired, .unmatched { min-width: 46rem; } .tokens { min-width: 60rem; }
  thead { position: static; }
}
@media screen and (max-width: 40rem) {
  .numbers { grid-template-columns: repeat(2, 1fr); }
  .tools { position: static; } h1 { font-size: 1.3rem; }
  .findings tr > :nth-child(1) { width: 28%; } .findings tr > :nth-child(2) { width: 34%; }
}
@media print {
  body { font-size: 10pt; } body > * { padding: 0; }
  .tools, nav, .all { display: none !important; }
  .verdict, .lines li, .numbers div, thead th, .group th { background: none; }
  .scroll { overflow: visible; border: 0; } 
  table { font-size: 7.5pt; line-height: 1.35; } th, td { padding: 0.3em 0.5em; }
  thead { position: static; } tr, figure, .lines li { break-inside: avoid; } h2, h3, .group { break-after: avoid; }
  thead button { display: contents; } thead button::after { display: none; }
  svg, .shares li::before { print-color-adjust: exact; }
  .charts { grid-template-columns: 1fr 1fr; }
  .list-tokens { page: wide; }
  @page { margin: 14mm; }
  @page wide { size: landscape; margin: 12mm; }
}
`;
