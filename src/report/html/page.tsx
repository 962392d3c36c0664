import type { JSX } from "preact";
import { counted } from "../count-text.ts";
import { AlertList } from "./alert-list.tsx";
import { contentPolicy } from "./content-policy.ts";
import { Filters } from "./filters.tsx";
import { Overview } from "./overview/overview.tsx";
import { PageHead } from "./page-head.tsx";
import { PAGE_SCRIPT } from "./page-script.ts";
import { ReadSummary } from "./read-summary.tsx";
import type { ReportView } from "./report-view.ts";
import { styleSheet } from "./style/style-sheet.ts";

interface Props {
  readonly view: ReportView;
}

/** The document. Its style and script are constants, so they may be put in unescaped. */
export function Page({ view }: Props): JSX.Element {
  const style = styleSheet();
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={contentPolicy(style, PAGE_SCRIPT)} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>{`trailhound report: ${counted(view.data.all.length, "alert")}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <Body view={view} />
        <script dangerouslySetInnerHTML={{ __html: PAGE_SCRIPT }} />
      </body>
    </html>
  );
}

function Body({ view }: Props): JSX.Element {
  return (
    <>
      <a class="skip" href="#alerts">
        Skip to the alerts
      </a>
      <PageHead view={view} />
      <main>
        <Overview view={view} />
        <ReadSummary summary={view.data.summary} />
        <section id="alerts" aria-label="Alerts">
          {view.alerts.length > 1 && <Filters view={view} />}
          <AlertList view={view} />
        </section>
      </main>
      <footer class="page-foot">
        <p>
          Made by trailhound from the logs alone. All times are UTC. Text in the alerts comes from the logs, so from
          whoever made the calls: characters that cannot be seen are shown as <code>\u202e</code> and the like.
        </p>
        <p id="copied" class="skip" role="status" />
      </footer>
    </>
  );
}
