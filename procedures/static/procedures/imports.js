// Follows an import while the worker is at it; without JavaScript the screen is reloaded by hand.
(function () {
  const box = document.querySelector("[data-import-progress]");
  if (!box) return;
  const bar = box.querySelector("progress");
  const count = box.querySelector("[data-import-count]");
  const started = box.querySelector("h2").textContent;
  let misses = 0;
  async function look() {
    try {
      const answer = await fetch(box.dataset.importProgress, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const state = await answer.json();
      misses = 0;
      bar.max = state.total || 1;
      bar.value = state.done;
      count.textContent = `${state.done} / ${state.total}`;
      if (!state.working || state.label.toLowerCase() !== started.trim().toLowerCase()) {
        window.location.reload();
        return;
      }
    } catch (error) {
      misses += 1;
    }
    if (misses < 20) window.setTimeout(look, 2000);
  }
  window.setTimeout(look, 1500);
})();
