// The strip above a new page: once autosave has stored it, it is a draft and not “not saved yet”.
document.addEventListener("w-autosave:success", () => {
  for (const state of document.querySelectorAll("[data-place-stored]")) {
    state.textContent = state.dataset.placeStored;
    delete state.dataset.placeStored;
  }
});
