import type { JSX } from "preact";
import type { ResponseStep } from "../../../alert/alert.ts";
import { counted, numberText } from "../../count-text.ts";
import { groupBy } from "../../group-by.ts";
import type { AlertView } from "../report-view.ts";
import { Fold } from "../text/part.tsx";
import { type FittingStep, fittingSteps } from "./fitting-steps.ts";
import { StepItem } from "./step-item.tsx";
import { WholeScript } from "./whole-script.tsx";

const TITLES: Readonly<Record<ResponseStep["step"], string>> = {
  confirm: "Confirm: is it an attack?",
  contain: "Contain: stop it",
  rotate: "Rotate: make what was read worthless",
  verify: "Verify: did it work?",
  undo: "Undo: lift the containment",
};

/** Steps of a group that stand open. */
const MOST_OPEN = 8;

/** What to do, step by step, and all of it as one script. */
export function Respond({ view }: { readonly view: AlertView }): JSX.Element | null {
  const { alert, limits } = view;
  if (alert.respond.length === 0) return null;
  const steps = fittingSteps(alert.respond, limits.respondText);
  const cut = alert.respond.length - steps.length;
  return (
    <Fold title={`Respond (${counted(alert.respond.length, "step")})`}>
      <p class="muted small">
        Nothing here has been run. Read each command before you run it, with PROFILE set to a profile of the account
        that it names.
      </p>
      {[...groupBy(steps, ({ step }) => step.step)].map(([step, group]) => (
        <StepGroup title={TITLES[step as ResponseStep["step"]]} steps={group} key={step} />
      ))}
      {cut > 0 && (
        <p class="muted small">{`${counted(cut, "step")} left out of this report for want of room: the alert in ndjson has them.`}</p>
      )}
      <WholeScript alert={alert} most={limits.scriptText} />
    </Fold>
  );
}

interface GroupProps {
  readonly title: string;
  readonly steps: readonly FittingStep[];
}

function StepGroup({ title, steps }: GroupProps): JSX.Element {
  const folded = steps.slice(MOST_OPEN);
  return (
    <section>
      <h4 class="step-group">{title}</h4>
      <Steps steps={steps.slice(0, MOST_OPEN)} />
      {folded.length > 0 && (
        <details>
          <summary class="small">{`${numberText(folded.length)} more of these steps`}</summary>
          <Steps steps={folded} />
        </details>
      )}
    </section>
  );
}

function Steps({ steps }: { readonly steps: readonly FittingStep[] }): JSX.Element {
  return (
    <ol class="steps">
      {steps.map((each, index) => (
        <StepItem fitting={each} key={index} />
      ))}
    </ol>
  );
}
