// The calendar of a date stands over what is below it, even the button that saves: it goes when somebody types, at
// Escape, and when another field has the focus. A click in the field brings it back.
(() => {
  const has = (field) => Boolean(field instanceof HTMLInputElement && window.jQuery(field).data("xdsoft_datetimepicker"));
  const hide = (field) => window.jQuery(field).datetimepicker("hide");
  const opened = new Set();
  let later = 0;
  const hideSoon = (field) => {
    clearTimeout(later);
    later = setTimeout(() => hide(field), 150); // it opens a tenth of a second after the focus
  };
  document.addEventListener("focusin", ({ target }) => {
    opened.forEach((field) => field !== target && hide(field));
    opened.clear();
    if (has(target)) opened.add(target);
  });
  document.addEventListener("input", ({ target }) => {
    if (has(target)) hideSoon(target);
  });
  const escaped = (event) => {
    if (event.key !== "Escape" || !has(event.target)) return;
    event.stopPropagation(); // on a phone Wagtail's menu would take the focus out of the field
    hideSoon(event.target);
  };
  document.addEventListener("keydown", escaped, true);
  document.addEventListener("pointerdown", () => clearTimeout(later), true); // who clicks wants it
})();
