/** Plots. Lengths across are percentages, so text keeps its size whatever the width. */
export const PLOT_STYLE = `
svg { display: block; overflow: visible }
svg text { font-size: 11px; fill: var(--muted); font-variant-numeric: tabular-nums }
.plot { margin: 0 0 1rem }
.plot figcaption { font-size: .8125rem; color: var(--muted); margin-bottom: .375rem }
.plot svg path { vector-effect: non-scaling-stroke }
.grid-line { stroke: var(--line); stroke-width: 1 }
.base-line { stroke: var(--bar); stroke-width: 1 }
.tick { stroke: var(--bar); stroke-width: 1 }
.bars { fill: var(--bar) }
.needles { stroke: var(--bar); stroke-width: 1.5; fill: none }
.hot { fill: var(--mark) }
.needles.hot { stroke: var(--mark); stroke-width: 2; fill: none }
.toned { fill: var(--tone) }
.window { fill: var(--shade) }
.bound { stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 5 3; fill: none }
.unseen { fill: none; stroke: var(--bar); stroke-width: 1; stroke-dasharray: 3 2 }
.seen { stroke: var(--link); stroke-width: 3 }
.chart { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr); gap: 0 .375rem }
.chart .axis { grid-column: 2 }
.legend { display: flex; flex-wrap: wrap; gap: .125rem 1.125rem; list-style: none; padding: 0; margin: .375rem 0 0; font-size: .8125rem; color: var(--muted) }
.legend li { display: flex; gap: .375rem; align-items: center }
.legend svg { flex: none }
.lanes { display: grid; grid-template-columns: max-content minmax(0, 1fr) max-content; gap: 0 .75rem; align-items: center; margin: 0 0 .5rem }
.lanes .lane-name, .lanes .lane-count { font-size: .8125rem; color: var(--muted); font-variant-numeric: tabular-nums }
.lanes .lane-count { text-align: right }
.lanes .lane-name::first-letter { text-transform: uppercase }
.lanes .axis { grid-column: 2 }
.measures { display: grid; grid-template-columns: max-content max-content minmax(0, 1fr); gap: .25rem .75rem; align-items: center; margin: 0 0 1rem }
.measures dt { color: var(--muted); font-size: .8125rem }
.measures dd { margin: 0; font-variant-numeric: tabular-nums }
.measures .amount { text-align: right; font-weight: 600 }
@media (max-width: 30rem) { .axis .odd { display: none } }
`;
