/** The list of alerts: heads and bodies. */
export const ALERT_STYLE = `
.critical { --tone: var(--critical); --tone-ink: var(--critical-ink) }
.high { --tone: var(--high); --tone-ink: var(--high-ink) }
.medium { --tone: var(--medium); --tone-ink: var(--medium-ink) }
.low { --tone: var(--low); --tone-ink: var(--low-ink) }
.info { --tone: var(--info); --tone-ink: var(--info-ink) }
.badge {
  display: inline-block; background: var(--tone); color: var(--tone-ink); border-radius: 4px; padding: .0625rem .5rem;
  font-size: .75rem; font-weight: 650; line-height: 1.5; white-space: nowrap;
}
.group > h2, .badge, .counts span, .pick { text-transform: capitalize }
.group > h2 { margin: 1.5rem 0 .625rem; display: flex; gap: .5rem; align-items: baseline }
.alert {
  background: var(--surface); border: 1px solid var(--line); border-left: 5px solid var(--tone); border-radius: 6px;
  margin-bottom: .625rem; content-visibility: auto; contain-intrinsic-size: auto 7rem;
}
.alert:target { outline: 2px solid var(--link); outline-offset: 2px }
.alert > details > summary { list-style: none; padding: .75rem 1.25rem .75rem 2.375rem; position: relative; border-radius: 6px }
.alert > details > summary::-webkit-details-marker { display: none }
.alert > details > summary::before {
  content: ""; position: absolute; left: 1.125rem; top: 1.125rem; width: .5rem; height: .5rem;
  border: solid var(--muted); border-width: 0 2px 2px 0; transform: rotate(-45deg); transition: transform .12s;
}
.alert > details[open] > summary::before { transform: rotate(45deg); top: 1rem }
.alert > details > summary:hover { background: var(--sunken) }
.headline { display: flex; flex-wrap: wrap; gap: .25rem .625rem; align-items: baseline }
.headline h3 { flex: 1 1 16rem; overflow-wrap: anywhere }
.headline time { color: var(--muted); font-size: .8125rem }
.sentence { margin: .25rem 0 .125rem; max-width: 90ch; text-wrap: pretty }
.facts { color: var(--muted); font-size: .8125rem; margin: 0; display: flex; flex-wrap: wrap; gap: 0 1rem }
.body { padding: .25rem 1.25rem .5rem; border-top: 1px solid var(--line) }
.part { padding: 1rem 0; border-bottom: 1px solid var(--line) }
.part:last-child { border-bottom: 0 }
.part > summary { font-weight: 650 }
.part > summary + * { margin-top: .875rem }
.part > h4 { color: var(--ink); font-size: .9375rem; font-weight: 650; margin-bottom: .625rem }
.part > *:last-child { margin-bottom: 0 }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 2rem; border-bottom: 1px solid var(--line) }
.columns > .part { border-bottom: 0 }
@media (max-width: 52rem) { .columns { grid-template-columns: minmax(0, 1fr) } .columns > .part + .part { border-top: 1px solid var(--line) } }
@media (max-width: 40rem) {
  .alert > details > summary { padding: .75rem .875rem .75rem 1.875rem }
  .alert > details > summary::before { left: .75rem }
  .body { padding: .25rem .875rem .5rem }
  .headline h3 { flex-basis: 100%; order: 1 }
}
`;
