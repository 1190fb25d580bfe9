// Suggestions while typing. The form works without this file: Enter and the button search as ever.
(function () {
  "use strict";
  // That a result was opened is counted, without who: whoever tunes the search sees which questions lead nowhere.
  var results = document.querySelector("[data-opened]");
  if (results && window.fetch && window.URLSearchParams) {
    results.addEventListener("click", function (event) {
      if (event.target.closest(".result__title a")) {
        fetch(results.dataset.opened, {
          method: "POST", body: new URLSearchParams({ q: results.dataset.question }), keepalive: true, credentials: "omit"
        }).catch(function () {});
      }
    });
  }
  document.querySelectorAll("form[data-suggest]").forEach(function (form, number) {
    var input = form.querySelector("input[name=q]");
    if (!input || !window.fetch || !window.AbortController) { return; }
    var list = document.createElement("ul");
    list.className = "search-box__list";
    list.id = "suggestions-" + number;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", document.documentElement.lang === "en" ? "Suggestions" : "Gợi ý");
    form.appendChild(list);
    var told = document.createElement("p");  // how many there are, for whoever does not see the list
    told.className = "visually-hidden";
    told.setAttribute("role", "status");
    form.appendChild(told);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    var active = -1, asking = null, timer = 0, found = [], asked = "";

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(place) {
      var options = list.children;
      if (active >= 0 && options[active]) { options[active].setAttribute("aria-selected", "false"); }
      active = place;
      if (active < 0) { input.removeAttribute("aria-activedescendant"); return; }
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    }
    function go(place) {
      var path = found[place] && found[place].path;
      if (typeof path === "string" && /^\/(?![\/\\])/.test(path)) { window.location.assign(path); }
    }
    function show(suggestions) {
      found = suggestions;
      list.textContent = "";
      suggestions.forEach(function (one, place) {
        var option = document.createElement("li");
        option.id = list.id + "-" + place;
        option.className = "search-box__option";
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = one.text;
        if (one.code) {
          var code = document.createElement("span");
          code.className = "search-box__code";
          code.textContent = " " + one.code;
          option.appendChild(code);
        }
        option.addEventListener("mousedown", function (event) { event.preventDefault(); });
        option.addEventListener("click", function () { go(place); });
        list.appendChild(option);
      });
      active = -1;
      list.hidden = !suggestions.length;
      told.textContent = list.hidden ? "" : list.getAttribute("aria-label") + ": " + suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }
    function ask() {
      var text = input.value.trim();
      if (text === asked) { return; }
      asked = text;
      if (asking) { asking.abort(); }
      if (text.length < 2) { close(); return; }
      asking = new AbortController();
      fetch(form.dataset.suggest + "?q=" + encodeURIComponent(text), { signal: asking.signal, credentials: "omit" })
        .then(function (response) { return response.ok ? response.json() : { suggestions: [] }; })
        .then(function (answer) { if (document.activeElement === input) { show(answer.suggestions); } })
        .catch(function () { close(); });
    }
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 150); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); return; }
      if (list.hidden || !found.length) { return; }
      if (event.key === "ArrowDown") { event.preventDefault(); mark(active + 1 < found.length ? active + 1 : -1); }
      if (event.key === "ArrowUp") { event.preventDefault(); mark(active < 0 ? found.length - 1 : active - 1); }
      if (event.key === "Enter" && active >= 0) { event.preventDefault(); go(active); }
    });
  });
})();
