/**
 * What a report can do beyond being read, without which it stays complete: copy buttons, filters, expand and collapse,
 * links to closed alerts, opening everything for paper. A constant, so that its hash can stand in the page's policy.
 */
export const PAGE_SCRIPT = `
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const alerts = all(".alert");
  const bodyOf = (alert) => alert.querySelector("details");
  root.classList.add("js");

  const copyText = async (text) => {
    if (navigator.clipboard) {
      try { await navigator.clipboard.writeText(text); return true } catch { /* not allowed here: the old way */ }
    }
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "skip";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const status = document.querySelector("#copied");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button.copy");
    if (!button) return;
    const pre = button.closest(".code").querySelector("pre");
    const done = await copyText(pre.textContent);
    if (!done) getSelection().selectAllChildren(pre);
    const label = button.textContent;
    button.textContent = done ? "Copied" : "Selected";
    status.textContent = done ? "Copied" : "Could not copy; the text is selected";
    button.focus();
    setTimeout(() => { button.textContent = label; status.textContent = "" }, 1500);
  });

  const form = document.querySelector(".filters");
  const texts = new Map();
  const textOf = (alert) => {
    if (!texts.has(alert)) texts.set(alert, alert.textContent.toLowerCase());
    return texts.get(alert);
  };
  const applyFilters = () => {
    const severities = new Set(all("input[type=checkbox]:checked", form).map((box) => box.value));
    const rule = form.elements.rule.value;
    const words = form.elements.text.value.toLowerCase().split(" ").filter(Boolean);
    let shown = 0;
    for (const alert of alerts) {
      const fits = severities.has(alert.dataset.severity) && (rule === "" || rule === alert.dataset.rule);
      alert.hidden = !(fits && words.every((word) => textOf(alert).includes(word)));
      if (!alert.hidden) shown += 1;
    }
    for (const group of all(".group")) group.hidden = all(".alert", group).every((alert) => alert.hidden);
    form.querySelector("output").textContent = shown === alerts.length ? "" : shown + " of " + alerts.length + " alerts shown";
    document.querySelector("#nothing").hidden = shown > 0 || alerts.length === 0;
  };
  if (form) {
    let waiting;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(applyFilters, 120) });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(applyFilters));
    form.addEventListener("click", (event) => {
      const open = event.target.dataset.open;
      if (open) for (const alert of alerts) if (!alert.hidden) bodyOf(alert).open = open === "yes";
    });
    applyFilters();
  }

  const openTarget = () => {
    const target = /^#alert-[0-9]+$/.test(location.hash) ? document.querySelector(location.hash) : null;
    if (!target) return;
    if (target.hidden) form.reset();
    bodyOf(target).open = true;
    setTimeout(() => target.scrollIntoView());
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  let openedForPaper = [];
  addEventListener("beforeprint", () => {
    openedForPaper = all("details:not([open]):not(.raw-events)");
    for (const each of openedForPaper) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of openedForPaper) each.open = false;
    openedForPaper = [];
  });
})();
`;
