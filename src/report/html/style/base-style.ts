/** Type, colours, links, focus, code. */
export const BASE_STYLE = `
*, *::before, *::after { box-sizing: border-box }
html {
  font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  background: var(--page); color: var(--ink);
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
  scroll-behavior: smooth; scroll-padding-top: 5rem;
}
body { margin: 0; font-size: .9375rem; overflow-wrap: break-word }
main, .page-head, .page-foot { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem }
main { padding-bottom: 3rem }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 0; font-weight: 650; text-wrap: balance }
h1 { font-size: 1.75rem; letter-spacing: -.015em }
h2 { font-size: 1.125rem }
h3 { font-size: 1rem }
h4 { font-size: .8125rem; color: var(--muted); font-weight: 600; margin-bottom: .5rem }
p, ul, ol, dl, pre, table { margin: 0 0 .75rem }
ul, ol { padding-left: 1.25rem }
a { color: var(--link); text-underline-offset: .15em }
a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px }
code, pre, .mono { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .8125rem }
pre { white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; line-height: 1.55 }
.text, pre { unicode-bidi: isolate; overflow-wrap: anywhere }
.muted { color: var(--muted) }
.small { font-size: .8125rem }
.plain { list-style: none; padding: 0 }
time, .number { font-variant-numeric: tabular-nums }
time { white-space: nowrap }
summary { cursor: pointer }
button, select, input { font: inherit; color: inherit }
button, select, input[type=search] {
  background: var(--surface); border: 1px solid var(--bar); border-radius: 6px; padding: .25rem .625rem; min-height: 2.125rem;
}
button { cursor: pointer }
button:hover { border-color: var(--ink) }
[hidden] { display: none !important }
html:not(.js) :is(.needs-script, .copy) { display: none }
.skip { position: absolute; left: -100vw }
.skip:focus { left: 1rem; top: 1rem; background: var(--surface); padding: .5rem 1rem; z-index: 2 }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } * { transition: none !important; animation: none !important } }
@media (max-width: 40rem) {
  main, .page-head, .page-foot { padding: 0 1rem }
  h1 { font-size: 1.375rem }
}
`;
