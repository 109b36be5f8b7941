// The widget's own styles, applied as a constructed sheet: allowed under a strict CSP and
// untouched by the host page. Sizes are in em of the browser's own text size.
export const css = `
:host { all: initial; display: block; color-scheme: light dark;
  --accent: #1d5a8e; --brand: var(--accent); --on-accent: #ffffff; --paper: #ffffff; --ink: #1c2430; --soft: #eef2f6;
  --mine: #dcebf8; --line: #77869a; --muted: #4a5666; --warn: #9b1c1c; --next: #fff4d6; }
:host([hidden]) { display: none; }
@media (prefers-color-scheme: dark) { :host(:not([data-theme="light"])) {
  --accent: #8cc4f2; --on-accent: #08121c; --paper: #12181f; --ink: #e9eef4; --soft: #1d2630;
  --mine: #23405a; --line: #8494a8; --muted: #b3c0cf; --warn: #ffb4ab; --next: #3d3413; } }
:host([data-theme="dark"]) {
  --accent: #8cc4f2; --on-accent: #08121c; --paper: #12181f; --ink: #e9eef4; --soft: #1d2630;
  --mine: #23405a; --line: #8494a8; --muted: #b3c0cf; --warn: #ffb4ab; --next: #3d3413; }
* { box-sizing: border-box; }
.root { font: normal 1em/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  font-size: medium; color: var(--ink); text-align: start; }
.panel { display: flex; flex-direction: column; background: var(--paper); min-height: 0; }
.full .panel { height: 100vh; height: 100dvh; max-width: 46em; margin: 0 auto; }
.float .panel { position: fixed; z-index: 2147483000; inset-inline-end: 1em; bottom: 1em;
  width: min(25em, calc(100vw - 2em)); height: min(38em, calc(100vh - 2em));
  border: 1px solid var(--line); border-radius: .8em; overflow: hidden;
  box-shadow: 0 .4em 2em rgb(0 0 0 / .3); }
@media (max-width: 30em) { .float .panel { inset: 0; width: auto; height: auto; border: 0; border-radius: 0; } }
.panel[hidden] { display: none; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; padding: .5em .8em; background: var(--brand); color: var(--on-accent); }
.logo { height: 2.5em; max-width: min(7em, 20vw); object-fit: contain; padding: .2em; border-radius: .3em; background: #fff; }
h2 { flex: 1; min-width: 0; overflow-wrap: anywhere; margin: 0; font-size: 1.05em; line-height: 1.3; }
.logo { margin-inline-end: auto; } .logo ~ h2 { order: 1; flex-basis: 100%; }
@media (min-width: 40em) { .full .logo { margin: 0; } .full .logo ~ h2 { order: 0; flex-basis: 0; } }
h3 { margin: 0 0 .4em; font-size: 1em; }
button, .tools a { font: inherit; color: var(--accent); background: var(--paper); border: 1px solid var(--accent);
  border-radius: .6em; padding: .5em .8em; min-height: 2.75em; cursor: pointer; text-align: start; }
button:hover, .tools a:hover { background: var(--soft); }
header button { background: transparent; color: inherit; border-color: transparent; min-width: 2.75em; text-align: center; }
header .switch { border-color: currentColor; white-space: nowrap; }
.entry .offer { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; margin: .5em 0 0; padding: .6em .8em;
  border-radius: .8em; background: var(--next); } .offer span { flex: 1 1 12em; }
header button:hover { background: rgb(0 0 0 / .2); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
header :focus-visible, .launch:focus-visible { outline-color: var(--on-accent); outline-offset: -4px; }
.menu { display: flex; flex-wrap: wrap; gap: .5em; padding: .6em .8em; background: var(--soft); border-bottom: 1px solid var(--line); align-items: center; }
.menu[hidden], .bar[hidden], .typing[hidden] { display: none; }
.menu a { color: var(--accent); padding: .5em; }
.log { position: relative; flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: .8em; min-height: 6em; }
.intro { margin: 0 0 1em; }
.intro p { margin: 0 0 .6em; }
.intro .lead { font-size: 1.15em; font-weight: 600; }
.small { font-size: .88em; color: var(--muted); }
.choices { display: flex; flex-wrap: wrap; gap: .5em; margin: .5em 0 0; padding: 0; list-style: none; }
.entry { margin: 0 0 .9em; max-width: 92%; overflow-wrap: anywhere; }
.entry p { margin: 0 0 .5em; } .bubble > p:last-child { margin-bottom: 0; }
.bubble { padding: .6em .8em; border-radius: .8em; background: var(--soft); }
.you { margin-inline-start: auto; width: fit-content; } .you .bubble { background: var(--mine); white-space: pre-wrap; }
.meta { font-size: .8em; color: var(--muted); margin-top: .2em; } .you .meta { text-align: end; }
.failed { color: var(--warn); } .failed button { margin-inline-start: .5em; }
a { color: var(--accent); }
.sources { font-size: .85em; color: var(--muted); margin: .5em 0 0; }
.feedback { font-size: .85em; color: var(--muted); display: flex; flex-wrap: wrap; gap: .4em; align-items: center; margin: .4em 0 0; }
.feedback button { min-height: 2.2em; padding: .2em .7em; }
.card { border: 1px solid var(--line); border-radius: .8em; padding: .7em; margin-top: .5em; background: var(--paper); }
.dates { list-style: none; margin: 0; padding: 0; border-inline-start: 3px solid var(--line); }
.dates li { padding: .2em 0 .2em .7em; } .dates .now { font-weight: 600; color: var(--muted); }
.dates .next { background: var(--next); border-inline-start: 5px solid var(--accent); margin-inline-start: -4px; border-radius: 0 .4em .4em 0; }
summary { cursor: pointer; padding: .4em 0; min-height: 2.4em; } summary .what { display: block; }
.badge { background: var(--accent); color: var(--on-accent); border-radius: .4em; padding: 0 .4em; margin-inline-end: .4em; font-size: .85em; }
.badge.gone { background: var(--soft); color: var(--muted); } .dates .past summary { color: var(--muted); }
.tools { display: flex; flex-wrap: wrap; gap: .5em; margin: .7em 0 0; } .tools a { text-decoration: none; }
.typing { padding: 0 .8em .4em; color: var(--muted); font-size: .9em; }
.typing i { display: inline-block; width: .4em; height: .4em; margin-inline-start: .25em; border-radius: 50%; background: currentColor; animation: blink 1.2s infinite; }
.typing i:nth-child(2) { animation-delay: .2s; } .typing i:nth-child(3) { animation-delay: .4s; }
@keyframes blink { 50% { opacity: .2; } }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; scroll-behavior: auto !important; } }
.bar { padding: .5em .8em; background: var(--next); color: var(--ink); font-size: .9em; }
form { display: flex; gap: .5em; padding: .6em .8em; border-top: 1px solid var(--line); align-items: flex-end; background: var(--paper); }
textarea { flex: 1; min-width: 0; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
  border-radius: .6em; padding: .55em .7em; min-height: 2.75em; max-height: 8em; resize: none; }
textarea::placeholder { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
form button { background: var(--brand); color: var(--on-accent); } form button:hover { filter: brightness(1.12); background: var(--brand); }
.launch { position: fixed; z-index: 2147483000; inset-inline-end: 1em; bottom: 1em; background: var(--brand); color: var(--on-accent);
  border: 2px solid var(--on-accent); border-radius: 2em; padding: .8em 1.2em; box-shadow: 0 .3em 1em rgb(0 0 0 / .3); }
.launch[hidden] { display: none; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { form, header button, .menu, .choices, .feedback, .typing, .bar, .launch, .tools, .offer { display: none !important; }
  .full .panel { height: auto; } .log { overflow: visible; } header { color: #000; background: none; } }
`;
