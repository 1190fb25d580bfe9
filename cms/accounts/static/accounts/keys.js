// A key that does not answer: say so on the page, not in the console only.
document.addEventListener("allauth.error", (event) => {
  const error = document.getElementById("key-error");
  if (error) {
    event.preventDefault();
    error.hidden = false;
    error.focus();
  }
});
