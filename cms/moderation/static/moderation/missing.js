// “Còn thiếu gì?” beside the form of a page: asks anew with the whole form, a moment after the last keystroke, and leads
// to the field of each line. Without this script the list shows what was missing when the form was opened.
(() => {
  "use strict";

  const PAUSE_MS = 1200; // after the last change
  const PHONE = "(max-width: 50rem)";
  const FOCUSABLE =
    'input:not([type="hidden"]):not([disabled]), textarea:not([disabled]), select:not([disabled]), [contenteditable="true"], button:not([disabled])';

  const fieldOf = (form, name) =>
    form.querySelector(`[data-contentpath="${CSS.escape(name)}"]`) ||
    document.getElementById(`id_${name}`) ||
    document.getElementById(`id_${name}-FORMS`) ||
    form.querySelector(`[name="${CSS.escape(name)}"]`);

  const isSeen = (element) => element.getClientRects().length > 0;

  // Opens the tab and the folded panels in which the field stands, and puts the focus on it.
  const goTo = (form, name) => {
    const field = fieldOf(form, name);
    if (!field) return false;
    const tab = field.closest('[role="tabpanel"]');
    if (tab && tab.hidden) document.getElementById(tab.getAttribute("aria-labelledby"))?.click();
    for (let panel = field.closest("[data-panel]"); panel; panel = panel.parentElement?.closest("[data-panel]")) {
      panel.querySelector('[data-panel-toggle][aria-expanded="false"]')?.click();
    }
    requestAnimationFrame(() => {
      const inside = [...field.querySelectorAll(FOCUSABLE)].filter(isSeen);
      // A field before the buttons that stand around it: help, comments.
      const target = field.matches(FOCUSABLE) ? field : inside.find((one) => !one.matches("button")) || inside[0];
      (target || field).scrollIntoView({ block: "center" });
      target?.focus({ preventScroll: true });
    });
    return true;
  };

  const start = (panel) => {
    const form = panel.closest("form");
    const list = panel.querySelector("[data-missing-list]");
    const says = panel.querySelector("[data-missing-says]");
    const status = panel.querySelector("[data-missing-status]");
    let timer = 0;
    let asked = null;
    let known = "";

    const posted = () => {
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return new URLSearchParams(data).toString();
    };

    // Once autosave has stored a new page it is asked about as itself: its own address would be taken, by itself.
    const address = () => {
      const stored = panel.dataset.missingNew && location.pathname.match(/\/pages\/(\d+)\/edit\/$/);
      return stored ? panel.dataset.missingNew.replace("/0/", `/${stored[1]}/`) : panel.dataset.missing;
    };

    const show = (answer) => {
      const focused = list.contains(document.activeElement) ? document.activeElement.dataset.missingField : null;
      list.innerHTML = answer.html; // our own template, escaped there
      if (focused) (list.querySelector(`[data-missing-field="${CSS.escape(focused)}"]`) || panel.querySelector("summary")).focus();
      says.classList.toggle("missing__count--blocks", answer.blocks);
      if (says.textContent === answer.says) return;
      says.textContent = answer.says;
      status.textContent = answer.says;
    };

    const ask = async () => {
      const body = posted();
      if (body === known) return;
      known = body;
      asked?.abort();
      asked = new AbortController();
      try {
        const answer = await fetch(address(), {
          method: "POST",
          body,
          signal: asked.signal,
          credentials: "same-origin",
          headers: {
            "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8",
            "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
            "X-Requested-With": "XMLHttpRequest",
            Accept: "application/json",
          },
        });
        if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) show(await answer.json());
        else known = ""; // logged out, or no right any more: what is shown stays, the next change asks again
      } catch (error) {
        if (error.name !== "AbortError") known = "";
      }
    };

    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    };

    // The form of a new page has filled in department, author and genre; its list was made before.
    if (panel.hasAttribute("data-missing-new")) ask();
    else known = posted();
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    document.addEventListener("w-autosave:success", () => {
      if (panel.dataset.missingNew) known = ""; // the same form, of a page that is there now
      soon();
    });
    // Blocks and rows that come and go, and choosers that fill hidden fields, send no event of their own.
    new MutationObserver((changes) => {
      if (changes.some((change) => !panel.contains(change.target))) soon();
    }).observe(form, { childList: true, subtree: true });
    list.addEventListener("click", (event) => {
      const link = event.target.closest("[data-missing-field]");
      if (link && goTo(form, link.dataset.missingField)) event.preventDefault();
    });
    if (matchMedia(PHONE).matches) panel.querySelector("details").open = false;
  };

  const startAll = () => document.querySelectorAll("[data-missing]").forEach(start);
  // After Wagtail has put its own widgets into the form.
  if (document.readyState === "complete") startAll();
  else window.addEventListener("load", startAll);
})();
