/* Saves each segment when its field is left, shows what was refused, and waits for the worker. Without it the form's
   own "Save" does the same; of a text in review (no address to save to) that button alone, which makes one version.
   A sentence that is half typed is nothing to confirm: until its field is left it is kept in this browser only. */
(function () {
  "use strict";
  const desk = document.querySelector("[data-tr-desk]");
  if (!desk) return;
  const word = (name) => desk.getAttribute("data-tr-word-" + name) || "";

  const preparing = ["asked", "running"].includes(desk.dataset.trPreparation) || desk.querySelector("[data-tr-step]");
  if (preparing) {
    const bar = desk.querySelector("[data-tr-step]");
    const label = desk.querySelector("[data-tr-label]");
    const look = async () => {
      try {
        const answer = await fetch(desk.dataset.trProgress, { headers: { Accept: "application/json" } });
        const state = await answer.json();
        if (bar) { bar.max = state.total || 4; bar.value = state.done; }
        if (label) label.textContent = state.label;
        if (!["asked", "running"].includes(state.preparation)) {
          // What was typed and not stored stays until it was copied: then the person goes on.
          if (desk.querySelector("[data-tr-unsaved]")) { if (label) label.textContent = state.label; return; }
          window.location.replace(desk.dataset.trDesk);
          return;
        }
      } catch (error) { /* asked again */ }
      window.setTimeout(look, 1000);
    };
    window.setTimeout(look, 700);
  }

  const form = desk.querySelector("[data-tr-form]");
  if (!form) return;
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  const state = desk.querySelector("[data-tr-state]");
  const dirty = new Set();
  let leaving = false;

  // Like the copies of the editor (accounts/keep_text.js), which also removes what is older.
  const PREFIX = "cong.kept:";
  const DAYS_KEPT = 7;
  const keyOf = (line) => PREFIX + desk.dataset.trUser + ":" + desk.dataset.trDesk + "#" + line.dataset.trSegment;
  const forget = (line) => { try { localStorage.removeItem(keyOf(line)); } catch (error) { /* closed: nothing is kept */ } };
  const keep = (line) => {
    const copy = { at: Date.now(), typed: line.querySelector("textarea").value };
    try { localStorage.setItem(keyOf(line), JSON.stringify(copy)); } catch (error) { /* full or closed */ }
  };
  const offer = (line) => {
    const field = line.querySelector("textarea");
    let copy = null;
    try { copy = JSON.parse(localStorage.getItem(keyOf(line))); } catch (error) { /* not readable: of no use */ }
    if (!copy || field.readOnly) return;
    const isStored = copy.typed === line.querySelector("[data-tr-was]").value;
    if (isStored || Date.now() - copy.at > DAYS_KEPT * 86400000) { forget(line); return; }
    if (copy.typed === field.value) { dirty.add(line); return; }
    const typed = Object.assign(document.createElement("span"), { lang: "en", textContent: copy.typed });
    typed.setAttribute("data-tr-text", "");
    const button = (name) => Object.assign(document.createElement("button"), { type: "button", className: "button button-small button-secondary", textContent: word(name) });
    const use = button("use");
    use.setAttribute("data-tr-use", "");
    const drop = button("forget");
    const box = Object.assign(document.createElement("p"), { className: "tr-memory tr-kept" });
    box.setAttribute("role", "status");
    box.append(word("kept"), " ", typed, " ", use, " ", drop);
    drop.addEventListener("click", () => { forget(line); box.remove(); });
    field.addEventListener("input", () => box.remove());
    field.after(box);
  };

  const shown = (line, kind, why) => {
    line.className = "tr-segment tr-segment--" + kind;
    const mark = line.querySelector("[data-tr-mark]");
    mark.textContent = kind === "confirmed" ? word("confirmed") : kind === "error" ? word("refused") : word("missing");
    const refused = line.querySelector("[data-tr-refused]");
    refused.textContent = why || "";
    refused.hidden = !why;
  };

  // What the glossary and the guard of style say of the words that were stored, in the place of what they said before.
  const advise = (line, hints) => {
    const list = line.querySelector("[data-tr-hints]");
    list.replaceChildren(...hints.map((hint) => {
      const item = document.createElement("li");
      item.className = "tr-hint tr-hint--" + hint.tone;
      item.textContent = hint.text;
      return item;
    }));
    list.hidden = !hints.length;
  };

  const send = async (line) => {
    const field = line.querySelector("textarea");
    const was = line.querySelector("[data-tr-was]");
    const typed = field.value;
    if (!desk.dataset.trSave || field.readOnly || typed === was.value) return;
    state.textContent = word("saving");
    const body = new URLSearchParams({ [field.name]: typed, [was.name]: was.value });
    try {
      const answer = await fetch(desk.dataset.trSave, {
        method: "POST",
        headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
        body,
      });
      const told = await answer.json();
      if (told.error || told.error_message) { shown(line, "error", told.error || told.error_message); state.textContent = ""; return; }
      const why = told.rejected && told.rejected[line.dataset.trSegment];
      if (why) {
        // Somebody else's words: leaving the field once more puts these in their place.
        const theirs = told.overtaken && told.overtaken[line.dataset.trSegment];
        if (theirs !== undefined) was.value = theirs;
        shown(line, "error", why);
        state.textContent = "";
        return;
      }
      was.value = typed;
      if (field.value === typed) { dirty.delete(line); forget(line); }
      shown(line, typed.trim() ? "confirmed" : "missing");
      advise(line, told.hints[line.dataset.trSegment] || []);
      const confirm = line.querySelector("input[name=confirm]");
      if (confirm) confirm.closest(".tr-suggestion").remove();
      desk.querySelector("[data-tr-done]").textContent = told.done;
      desk.querySelector("[data-tr-total]").textContent = told.total;
      const bar = desk.querySelector("[data-tr-bar]");
      bar.max = told.total; bar.value = told.done;
      state.textContent = "";
    } catch (error) { state.textContent = word("away"); }
  };

  // One after the other: answers that overtake each other would show an older count.
  let last = Promise.resolve();
  const save = (line) => { last = last.then(() => send(line)); };

  form.querySelectorAll("[data-tr-segment]").forEach((line) => {
    const field = line.querySelector("textarea");
    offer(line);
    field.addEventListener("input", () => { dirty.add(line); keep(line); });
    field.addEventListener("change", () => save(line));
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      const next = line.nextElementSibling;
      if (next) next.querySelector("textarea").focus(); else field.blur();
    });
    // A tag of the source is put around the chosen words, or where the cursor is; a button of a tag that stands in the
    // field already is marked as done.
    const tags = line.querySelectorAll("[data-tr-open]");
    const mark = () => tags.forEach((tag) => tag.classList.toggle("is-done", field.value.includes(tag.dataset.trOpen)));
    // The field keeps the focus, so that nothing is saved before the tag is in.
    tags.forEach((tag) => tag.addEventListener("mousedown", (event) => event.preventDefault()));
    tags.forEach((tag) => tag.addEventListener("click", () => {
      const start = field.selectionStart;
      const words = field.value.slice(start, field.selectionEnd);
      field.setRangeText(tag.dataset.trOpen + words + tag.dataset.trClose, start, field.selectionEnd, "end");
      if (!words) field.selectionStart = field.selectionEnd = start + tag.dataset.trOpen.length;
      dirty.add(line);
      keep(line);
      mark();
      field.focus();
    }));
    field.addEventListener("input", mark);
    field.addEventListener("blur", () => { if (dirty.has(line)) save(line); });
    mark();
    line.querySelectorAll("[data-tr-use]").forEach((button) => button.addEventListener("click", () => {
      field.value = button.parentElement.querySelector("[data-tr-text]").textContent;
      button.closest(".tr-kept")?.remove();
      dirty.add(line);
      keep(line);
      mark();
      field.focus();
    }));
  });
  form.addEventListener("submit", () => { leaving = true; });
  window.addEventListener("beforeunload", (event) => { if (dirty.size && !leaving) event.preventDefault(); });
})();
