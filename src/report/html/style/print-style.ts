/** On paper: everything that is not raw data stands open, nothing is cut off, addresses of links are spelled out. */
export const PRINT_STYLE = `
@page { margin: 14mm 12mm }
html { background: #fff; font-size: 80% }
main, .page-head, .page-foot { max-width: none; padding-left: 0; padding-right: 0 }
.needs-script, .copy, .filters, .skip { display: none !important }
.alert, .panel { content-visibility: visible; break-inside: auto; border-radius: 0 }
.alert > details > summary { break-after: avoid; padding-left: 1rem }
.alert > details > summary::before { display: none }
h2, h3, h4, .step-title { break-after: avoid }
.plot, .lanes, .measures, tr, .steps > li > .step-title { break-inside: avoid }
.code pre { padding: .5rem .625rem }
details:not(.raw-events)::details-content { content-visibility: visible; block-size: auto }
.guide a[href]::after, .about a[href]::after { content: " (" attr(href) ")"; font-size: .75rem; overflow-wrap: anywhere }
.badge, .effect, .counts li, tr.own td, .window { print-color-adjust: exact; -webkit-print-color-adjust: exact }
`;
