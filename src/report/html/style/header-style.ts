/** The head of the page, the overview, what was read, the filters. */
export const HEADER_STYLE = `
.page-head { padding-top: 2.25rem; padding-bottom: .5rem }
.brand { color: var(--muted); font-size: .8125rem; font-weight: 600; margin-bottom: .25rem }
.span { color: var(--muted); margin: .375rem 0 1.25rem }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1.5rem; padding: 0; list-style: none }
.counts li {
  flex: 1 1 6.5rem; background: var(--surface); border: 1px solid var(--line); border-top: 4px solid var(--tone);
  border-radius: 6px; padding: .5rem .75rem .625rem;
}
.counts b { display: block; font-size: 1.5rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums }
.counts .none b { color: var(--muted); font-weight: 400 }
.counts span { font-size: .8125rem; color: var(--muted) }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem; margin-bottom: 1rem }
.panel > h2 { margin-bottom: .75rem }
.notice { border-left: 4px solid var(--mark) }
.notice p:last-child { margin: 0 }
.read-facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .75rem 1.5rem; margin-bottom: 1rem }
.read-facts dt { color: var(--muted); font-size: .8125rem }
.read-facts dd { margin: 0; font-variant-numeric: tabular-nums }
.left-out { border-top: 1px solid var(--line); padding: .5rem 0 }
.left-out:last-child { padding-bottom: 0 }
.left-out ul { margin: .5rem 0 .25rem }
.left-out li { overflow-wrap: anywhere }
.problem { color: var(--mark); font-weight: 600 }
.filters {
  display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; padding: .625rem 0; margin-bottom: .5rem;
  background: var(--page); border-bottom: 1px solid var(--line);
}
.filters fieldset { display: contents }
.filters legend { position: absolute; left: -100vw }
.filters .pick { display: inline-flex; align-items: center; gap: .375rem; font-size: .875rem; min-height: 2.125rem }
.filters .pick input { width: 1.0625rem; height: 1.0625rem; margin: 0; accent-color: var(--link) }
.filters select { max-width: 16rem }
.filters input[type=search] { flex: 1 1 11rem; min-width: 0 }
.filters output { flex: 1 0 100%; font-size: .8125rem; color: var(--muted) }
@media (min-width: 52rem) and (min-height: 36rem) { .filters { position: sticky; top: 0; z-index: 1 } }
@media (max-width: 40rem) {
  .page-head { padding-top: 1.25rem }
  .counts { display: grid; grid-template-columns: repeat(5, 1fr); gap: .25rem }
  .counts li { padding: .375rem .375rem .5rem }
  .counts b { font-size: 1.125rem }
  .counts span { font-size: .75rem }
  .panel { padding: .875rem 1rem }
  .filters select { max-width: 100%; min-width: 0; flex: 1 1 100% }
}
.page-foot { color: var(--muted); font-size: .8125rem; padding-bottom: 2rem }
`;
