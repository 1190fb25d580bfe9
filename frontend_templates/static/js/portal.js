// Every page works without this file. It closes the menu when the reader goes on, prints on request,
// and shows a video in its place once the reader asks: until then the provider hears nothing.
(function () {
  "use strict";
  var menu = document.querySelector(".menu__all");
  if (menu) {
    document.addEventListener("click", function (event) {
      if (menu.open && !menu.contains(event.target)) { menu.open = false; }
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }
  document.querySelectorAll("figure[data-player]").forEach(function (figure) {
    var link = figure.querySelector("a");
    if (!link || figure.dataset.player.indexOf("https://www.youtube-nocookie.com/embed/") !== 0) { return; }
    var play = document.createElement("button");
    play.type = "button";
    play.className = "button";
    play.textContent = document.documentElement.lang === "en" ? "Watch here" : "Xem tại đây";
    play.setAttribute("aria-label", play.textContent + ": " + link.textContent);
    play.addEventListener("click", function () {
      var frame = document.createElement("iframe");
      frame.src = figure.dataset.player;
      frame.title = link.textContent;
      frame.allow = "fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      play.replaceWith(frame);
      frame.focus();
    });
    link.parentNode.insertAdjacentElement("afterend", play);
  });
  var button = document.querySelector("[data-print]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  }
  // The papers of a procedure become a list to tick; what is ticked stays in this browser and is sent nowhere.
  document.querySelectorAll("[data-checklist]").forEach(function (list) {
    var key = "cong-papers-" + list.dataset.checklist;
    var tools = list.querySelector("[data-checklist-tools]");
    var boxes = [];
    var ticked = [];
    try { ticked = JSON.parse(window.localStorage.getItem(key)) || []; } catch (error) { ticked = []; }
    if (!Array.isArray(ticked)) { ticked = []; }
    function keep() {
      var now = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
      try {
        if (now.length) { window.localStorage.setItem(key, JSON.stringify(now)); } else { window.localStorage.removeItem(key); }
      } catch (error) { /* a browser that keeps nothing still ticks */ }
    }
    list.querySelectorAll("[data-paper]").forEach(function (item) {
      var name = item.querySelector(".papers__name");
      var label = document.createElement("label");
      var box = document.createElement("input");
      box.type = "checkbox";
      box.value = item.dataset.paper;
      box.checked = ticked.indexOf(box.value) !== -1;
      box.addEventListener("change", keep);
      label.className = "papers__label";
      name.parentNode.insertBefore(label, name);
      label.appendChild(box);
      label.appendChild(name);
      boxes.push(box);
    });
    if (tools && boxes.length) {
      tools.hidden = false;
      tools.querySelector("[data-checklist-clear]").addEventListener("click", function () {
        boxes.forEach(function (box) { box.checked = false; });
        keep();
      });
    }
  });
})();
