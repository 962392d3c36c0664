/** What stands inside an alert: lists of facts, tables, code, steps, the guide. */
export const PARTS_STYLE = `
.pairs { display: grid; grid-template-columns: minmax(6.5rem, max-content) minmax(0, 1fr); gap: .25rem 1rem; margin: 0 }
.pairs dt { color: var(--muted); font-size: .8125rem; padding-top: .0625rem }
.pairs dd { margin: 0; min-width: 0; overflow-wrap: anywhere; font-size: .875rem }
.pairs dd ul { margin: 0 }
.names { columns: 17rem; column-gap: 1.5rem; margin: 0; padding: 0; list-style: none }
.names li { break-inside: avoid; overflow-wrap: anywhere; padding: .0625rem 0 }
table { border-collapse: collapse; width: 100%; font-size: .8125rem }
caption { text-align: left; color: var(--muted); padding-bottom: .375rem }
th { text-align: left; font-weight: 600; color: var(--muted) }
th, td { padding: .125rem .75rem .125rem 0; vertical-align: top; border-bottom: 1px solid var(--line) }
tr.own td { background: var(--shade) }
tr.own td:first-child { box-shadow: -3px 0 0 var(--mark) }
.own-label, .refused { color: var(--mark); font-weight: 600; white-space: nowrap }
.calls th:nth-child(1) { width: 10.5rem }
.calls th:nth-child(2) { width: 24% }
.calls th:nth-child(3) { width: 5rem }
.calls th:nth-child(5) { width: 26% }
.calls details { margin: .5rem 0 }
.code { position: relative; background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; margin: .375rem 0 .75rem }
.code pre { margin: 0; padding: .625rem 5rem .625rem .75rem }
@media screen { .code pre { max-height: 26rem; overflow: auto } }
.code .copy { position: absolute; right: .375rem; top: .375rem; min-height: 1.75rem; padding: 0 .5rem; font-size: .75rem }
.steps { list-style: none; padding: 0; margin: 0 0 .75rem }
.steps > li { padding: .5rem 0 }
.steps > li + li { border-top: 1px solid var(--line) }
.step-title { display: flex; flex-wrap: wrap; gap: .25rem .625rem; align-items: baseline; margin: 0 }
.step-title .text { flex: 1 1 16rem }
.effect { font-size: .75rem; font-weight: 650; border: 1px solid var(--bar); border-radius: 4px; padding: 0 .375rem; white-space: nowrap }
.effect.disruptive { background: var(--medium); color: var(--medium-ink); border-color: var(--medium) }
.effect.destructive { background: var(--high); color: var(--high-ink); border-color: var(--high) }
.step-group { margin: 1.25rem 0 .25rem; font-size: .9375rem; color: var(--ink) }
.step-group:first-child { margin-top: 0 }
.guide { max-width: 72ch }
.guide > :last-child { margin-bottom: 0 }
.guide h4, .guide h5, .guide h6 { color: var(--ink); font-size: .9375rem; margin: 1rem 0 .375rem }
.guide > :first-child { margin-top: 0 }
.guide li > p { margin: 0 }
.guide pre { background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; padding: .625rem .75rem }
.guide blockquote { margin: 0 0 .75rem; padding-left: .875rem; border-left: 3px solid var(--line); color: var(--muted) }
.guide code { overflow-wrap: anywhere }
.tags { display: flex; flex-wrap: wrap; gap: .25rem .5rem; list-style: none; padding: 0; margin: 0 }
.tags li { border: 1px solid var(--line); border-radius: 4px; padding: 0 .375rem; font-size: .8125rem; overflow-wrap: anywhere }
.raw { margin: .375rem 0 .75rem; background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; padding: .625rem .75rem }
@media (max-width: 40rem) {
  .pairs { grid-template-columns: minmax(0, 1fr); gap: 0 }
  .pairs dd { margin-bottom: .5rem }
  .calls thead { position: absolute; left: -100vw }
  .calls tr { display: flex; flex-wrap: wrap; gap: 0 .75rem; padding: .375rem 0; border-bottom: 1px solid var(--line) }
  .calls td { border: 0; padding: 0 }
  .calls td:empty { display: none }
  .calls td:nth-child(1) { flex: 1 0 100% }
  .calls tr.own { background: var(--shade); box-shadow: -3px 0 0 var(--mark) }
  .calls tr.own td { background: none; box-shadow: none }
  .code pre { padding-right: .75rem; padding-top: 2.375rem }
  html:not(.js) .code pre { padding-top: .625rem }
}
`;
