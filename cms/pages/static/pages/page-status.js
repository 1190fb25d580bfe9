// The box "Tiến trình phát hành" beside the form of a page: asks how far the publication has travelled while a step is
// under way, and says it politely. Without this script the box shows what was true when the form was opened.
(() => {
  "use strict";

  const EAGER_MS = 2000; // a worker delivers within seconds
  const PATIENT_MS = 15000; // what did not arrive in a minute waits for somebody
  const EAGER_TRIES = 30;

  const follow = (list) => {
    let shown = "";
    let tries = 0;
    let timer = 0;

    const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

    const sendAgain = async (button, address) => {
      button.disabled = true;
      try {
        await fetch(address, {
          method: "POST",
          headers: { "X-CSRFToken": token(), Accept: "application/json" },
          credentials: "same-origin",
        });
      } finally {
        tries = 0;
        look();
      }
    };

    const element = (name, parent, text) => {
      const made = document.createElement(name);
      if (text) made.textContent = text;
      parent.append(made);
      return made;
    };

    const show = (steps) => {
      const hadFocus = list.contains(document.activeElement);
      list.replaceChildren();
      for (const step of steps) {
        const fact = element("div", list);
        fact.className = "page-status__fact";
        if (step.tone) fact.classList.add(`page-status__fact--${step.tone}`);
        element("strong", element("dt", fact), step.label);
        const value = element("dd", fact, step.text);
        if (step.retry_url) {
          const button = element("button", element("div", value), list.dataset.pageStatusRetry);
          button.type = "button";
          button.className = "button button-small button-secondary";
          button.setAttribute("aria-label", `${list.dataset.pageStatusRetry}: ${step.label}`);
          button.addEventListener("click", () => sendAgain(button, step.retry_url));
        }
      }
      if (!steps.length) element("div", list, list.dataset.pageStatusNone);
      if (hadFocus) {
        list.tabIndex = -1;
        list.focus();
      }
    };

    const look = async () => {
      window.clearTimeout(timer);
      let underWay = true;
      try {
        const answer = await fetch(list.dataset.pageStatus, {
          headers: { Accept: "application/json" },
          credentials: "same-origin",
        });
        if (!answer.ok) return; // logged out, or may not edit any more: the box stays as it is
        const status = await answer.json();
        const now = JSON.stringify(status.deliveries);
        if (now !== shown) show(status.deliveries); // only news is announced
        shown = now;
        underWay = status.is_under_way;
      } catch {
        // The network is away: asked again below.
      }
      tries += 1;
      if (underWay) timer = window.setTimeout(look, tries < EAGER_TRIES ? EAGER_MS : PATIENT_MS);
    };

    look();
    // Published in another tab, or by the schedule: news when the editor comes back to the form.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) look();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-page-status]").forEach(follow);
  });
})();
