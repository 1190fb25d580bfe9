// Comfort only: every screen works without it.
(() => {
  const fit = (part) => {
    const frame = part.querySelector("[data-review-frame]");
    const page = frame.querySelector("iframe");
    const width = Number(part.querySelector("input[name=width]:checked").value);
    frame.dataset.width = String(width);
    const scale = Math.min(1, frame.clientWidth / width);
    page.style.width = `${scale < 1 ? width : frame.clientWidth}px`;
    page.style.height = `${100 / scale}%`;
    page.style.transform = scale < 1 ? `scale(${scale})` : "none";
  };
  document.querySelectorAll("[data-review-preview]").forEach((part) => {
    if (window.matchMedia("(max-width: 40rem)").matches) part.querySelector("input[value='390']").checked = true;
    part.addEventListener("change", () => fit(part));
    new ResizeObserver(() => fit(part)).observe(part);
    fit(part);
  });
  // A second click sends nothing: the first one is under way. Coming back by the browser's button frees the form.
  document.querySelectorAll("form[data-review-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
    window.addEventListener("pageshow", () => delete form.dataset.sent);
  });
  document.querySelectorAll("[data-review-focus]").forEach((alert) => alert.focus());
  document.querySelectorAll("[data-review-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  const poll = (box) => {
    const address = box.dataset.reviewPoll;
    if (!address) return;
    setTimeout(async () => {
      const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
      if (answer?.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".review-publication");
        if (!fresh) return;
        if (fresh.innerHTML !== box.innerHTML) box.innerHTML = fresh.innerHTML;
        if (!fresh.dataset.reviewPoll) return;
      }
      poll(box);
    }, 2000);
  };
  document.querySelectorAll("[data-review-poll]").forEach(poll);
})();
