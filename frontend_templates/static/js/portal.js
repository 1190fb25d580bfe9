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
})();
