// No text is lost when a session ends: a copy is kept in this browser until the server has it.
//
// Before a form of the editor is sent, the session is asked for. When it has ended, nothing is sent; the person logs
// in in another tab and goes on here. A copy that was never saved is offered when the page is opened again.
(() => {
  const form = document.querySelector("form[data-edit-form]");
  const settings = document.getElementById("keep-text-settings");
  if (!form || !settings) return;
  const { alive, login, user, texts } = JSON.parse(settings.textContent);
  const PREFIX = "cong.kept:";
  const DAYS_KEPT = 7;
  const EVERY_MS = 2000;
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "next"]);

  // Autosave of a new page changes the address of its form; what was kept under the one before is then with the server.
  const keysUsed = new Set();
  const key = () => `${PREFIX}${user}:${new URL(form.action || location.href, location.href).pathname}`;
  const field = (name) => form.querySelector(`input[name="${name}"]`)?.value ?? "";
  // Saving again may write over the version that autosave made: its number stays, its time does not.
  const revision = () => [field("loaded_revision_id"), field("loaded_revision_created_at")].filter(Boolean).join(" ");
  const fields = () =>
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));

  function read() {
    try {
      return JSON.parse(localStorage.getItem(key()));
    } catch {
      return null;
    }
  }
  function forget() {
    keysUsed.add(key());
    keysUsed.forEach((name) => localStorage.removeItem(name));
  }
  function keep(sent = false) {
    try {
      const copy = { at: Date.now(), sent, revision: revision(), fields: fields() };
      keysUsed.add(key());
      localStorage.setItem(key(), JSON.stringify(copy));
    } catch {
      // The store is full or closed: the text is still in the page.
    }
  }
  function forgetOldOnes() {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      let at = 0;
      try {
        at = JSON.parse(localStorage.getItem(name)).at;
      } catch {
        // Not readable: of no use to anybody.
      }
      if (Date.now() - at > DAYS_KEPT * 86400000) localStorage.removeItem(name);
    }
  }

  // --- what the person is told ---------------------------------------------------------------------------------
  const banner = document.createElement("div");
  banner.className = "keep-text-banner";
  banner.setAttribute("role", "alert");
  banner.hidden = true;
  document.querySelector("main")?.prepend(banner);

  function tell(text, ...actions) {
    const said = document.createElement("p");
    said.textContent = text;
    banner.replaceChildren(said, ...actions);
    banner.hidden = false;
    banner.scrollIntoView({ block: "nearest" });
  }
  function button(label, onClick) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-secondary button-small";
    made.textContent = label;
    made.addEventListener("click", onClick);
    return made;
  }
  function loginLink() {
    const link = document.createElement("a");
    link.className = "button button-small";
    link.href = login;
    link.target = "_blank";
    link.rel = "noopener";
    link.textContent = texts.login;
    return link;
  }

  // --- the session ---------------------------------------------------------------------------------------------
  let lost = false;
  let waiting = null;
  let passing = false;

  // --- autosave ------------------------------------------------------------------------------------------------
  // Sent while autosave is storing, a form would overtake it: a new page would be made twice, a newer text written
  // over by the older. Sending waits for what has begun, and nothing more begins.
  const LONGEST_WAIT_MS = 20000;
  let storing = null;
  let stored = () => {};
  let sending = false;

  form.addEventListener("w-autosave:save", (event) => {
    if (sending) {
      event.preventDefault();
      return;
    }
    storing ??= new Promise((resolve) => {
      stored = resolve;
    });
  });
  for (const ended of ["w-autosave:success", "w-autosave:error"]) {
    form.addEventListener(ended, () => {
      storing = null;
      stored();
    });
  }
  const autosaveEnds = () => Promise.race([storing, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]);

  async function session() {
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
    const answer = await fetch(alive, { headers, cache: "no-store", redirect: "manual" });
    return answer.ok ? answer.json() : null;
  }
  async function isAlive() {
    let found;
    try {
      found = await session();
    } catch {
      tell(texts.unreachable, button(texts.goOn, goOn));
      return false;
    }
    if (!found) {
      tell(texts.expired, loginLink(), button(texts.goOn, goOn));
      return false;
    }
    if (found.username !== user) {
      tell(texts.other.replace("%(username)s", found.username), loginLink(), button(texts.goOn, goOn));
      return false;
    }
    // Logging in gives another token: the one of this page would be refused.
    document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => {
      input.value = found.csrf;
    });
    return true;
  }
  function send(submitter) {
    if (submitter?.name) {
      // A button that is being pressed is disabled meanwhile, and would not be sent.
      const pressed = document.createElement("input");
      Object.assign(pressed, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(pressed);
    }
    passing = true;
    form.requestSubmit();
  }
  async function mayBeSent() {
    sending = true;
    await autosaveEnds();
    sending = await isAlive();
    return sending;
  }
  async function goOn() {
    if (!(await mayBeSent())) return;
    keep(true);
    lost = false;
    banner.hidden = true;
    send(waiting ?? document.querySelector(".action-save"));
  }

  form.addEventListener(
    "submit",
    async (event) => {
      if (passing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = event.submitter;
      keep();
      if (await mayBeSent()) {
        keep(true);
        send(waiting);
      } else {
        lost = true;
        // Wagtail shows the button as busy until the page is left.
        waiting?.removeAttribute("disabled");
      }
    },
    true,
  );
  form.addEventListener("w-autosave:success", () => {
    before = JSON.stringify(fields());
    if (!lost) forget();
  });
  form.addEventListener("w-autosave:error", async () => {
    keep();
    lost = !(await isAlive());
  });
  window.addEventListener("focus", async () => {
    if (lost && (await session().catch(() => null))?.username === user) {
      tell(texts.back, button(texts.goOn, goOn));
    }
  });

  // What was sent and has made a newer version (or a new page) is with the server.
  const hasArrived = (copy) => copy.sent && (!copy.revision || copy.revision !== revision());

  // --- copies --------------------------------------------------------------------------------------------------
  function restore(copy) {
    const again = document.createElement("form");
    again.method = "post";
    again.action = form.action;
    for (const [name, value] of [...copy.fields, ["csrfmiddlewaretoken", field("csrfmiddlewaretoken")]]) {
      const input = document.createElement("textarea");
      Object.assign(input, { name, value });
      again.append(input);
    }
    again.hidden = true;
    document.body.append(again);
    forget();
    again.submit();
  }
  function offer(copy) {
    const parts = { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" };
    const when = new Date(copy.at).toLocaleString("vi-VN", parts);
    const text = copy.revision === revision() ? texts.found : texts.foundOlder;
    tell(
      text.replace("%(when)s", when),
      button(texts.restore, () => restore(copy)),
      button(texts.discard, () => {
        forget();
        banner.hidden = true;
      }),
    );
  }

  forgetOldOnes();
  let before = null;
  // The fields of the editor are filled by scripts: what they are then is what the server has. A slow machine goes on
  // filling them later: until somebody has touched the page, no change is theirs.
  let touched = false;
  for (const kind of ["input", "keydown", "pointerdown", "drop", "paste"]) {
    document.addEventListener(kind, (event) => (touched ||= event.isTrusted), true);
  }
  setTimeout(() => {
    before = JSON.stringify(fields());
    const copy = read();
    if (copy && !hasArrived(copy) && JSON.stringify(copy.fields) !== before) {
      offer(copy);
    } else if (copy) {
      forget();
    }
    setInterval(() => {
      const now = JSON.stringify(fields());
      if (now === before || passing) return;
      before = now;
      if (touched) keep();
    }, EVERY_MS);
    form.toggleAttribute("data-keeps-text", true);
  }, 1500);
})();
