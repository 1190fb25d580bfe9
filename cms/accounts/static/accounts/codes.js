// Recovery codes are printed from the page itself: no file of them is left on the computer.
document.getElementById("print_codes").addEventListener("click", () => window.print());
